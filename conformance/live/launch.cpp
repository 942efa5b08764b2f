#include "conformance/live/launch.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "reference/base/endpoint.hpp"

namespace assay::conformance::live {
namespace {

constexpr std::string_view kReady = "ready ";
constexpr Duration kStops = std::chrono::seconds{10};

std::optional<Endpoint> endpoint(const nlohmann::json& ready, const char* name) {
  const auto found = ready.find(name);
  if (found == ready.end() || !found->is_string()) return std::nullopt;
  return parse_endpoint(found->get_ref<const std::string&>());
}

void take_text(const nlohmann::json& ready, const char* name, std::string& into) {
  if (const auto found = ready.find(name); found != ready.end() && found->is_string()) into = found->get<std::string>();
}

void take_texts(const nlohmann::json& ready, const char* name, std::vector<std::string>& into) {
  const auto found = ready.find(name);
  if (found == ready.end() || !found->is_array()) return;
  into.clear();
  for (const auto& item : *found) {
    if (item.is_string()) into.push_back(item.get<std::string>());
  }
}

std::string end_of(const std::filesystem::path& log) {
  std::ifstream in(log, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  constexpr std::size_t kShown = 2'000;
  if (text.size() > kShown) text = "..." + text.substr(text.size() - kShown);
  return text;
}

std::filesystem::path temporary_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "assay-XXXXXX").string();
  return mkdtemp(name.data()) ? std::filesystem::path(name) : std::filesystem::path();
}

}  // namespace

Launch::Launch(net::EventLoop& loop, const TargetFile& file, LaunchOptions options)
    : loop_(loop), file_(file), options_(std::move(options)), target_(file.target), sms_file_(file.sms.file), control_(file.control) {
  target_.limits_profile = options_.limits;
  target_.encryption_required = options_.encryption_required;
}

Launch::~Launch() {
  loop_.cancel(patience_);
  process_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void Launch::start(Told told) {
  told_ = std::move(told);
  ready_ = false;
  ended_.clear();
  fault_.clear();
  patience_ = loop_.after(options_.patience, [this] {
    const std::string why = "it did not say `ready` within " + std::to_string(options_.patience / std::chrono::seconds{1}) + " s";
    if (process_) process_->kill();
    tell(cannot_start(why));
  });
  const Outcome begun = can_start() ? run() : Outcome{};
  if (begun && can_start()) return;
  loop_.cancel(patience_);
  patience_ = loop_.after({}, [this, begun] { tell(begun); });  // from the loop, as everything that is told
}

Launch::Outcome Launch::run() {
  if (folder_.empty()) folder_ = temporary_folder();
  if (folder_.empty()) return fail(std::string("cannot make a temporary folder"));
  Process::Callbacks callbacks;
  callbacks.line = [this](std::string_view text) { line(text); };
  callbacks.ended = [this](const std::string& how) { has_ended(how); };
  const std::map<std::string, std::string> environment = {{"ASSAY", std::filesystem::read_symlink("/proc/self/exe").string()},
                                                          {"ASSAY_FOLDER", folder_.string()},
                                                          {"ASSAY_LIMITS", options_.limits},
                                                          {"ASSAY_ENCRYPTION", options_.encryption_required ? "required" : "optional"},
                                                          {"ASSAY_DEFECT", options_.defect},
                                                          {"ASSAY_RELAYED", options_.relayed ? "yes" : ""},
                                                          {"ASSAY_SMS_URL", options_.sms_url}};
  process_.reset();
  auto process = Process::start(loop_, file_.launch, file_.folder.string(), environment, (folder_ / "stderr.log").string(), callbacks);
  if (!process) return cannot_start(process.error());
  process_ = std::move(*process);
  return {};
}

void Launch::line(std::string_view text) {
  if (ready_ || !text.starts_with(kReady)) return;
  ready_ = understood(text);
  tell(ready_ ? Outcome{} : cannot_start(fault_));
}

void Launch::has_ended(const std::string& how) {
  ended_ = how;
  tell(ready_ ? Outcome{} : cannot_start("it " + how + " before it was ready"));
}

void Launch::kill() {
  if (process_) process_->kill();
  ended_ = "was killed";
}

void Launch::stop(Told told) {
  told_ = std::move(told);
  patience_ = loop_.after(kStops, [this] { tell(fail("it has not ended 10 s after SIGTERM")); });
  process_->terminate();
}

void Launch::tell(Outcome outcome) {
  loop_.cancel(patience_);
  if (const Told told = std::exchange(told_, {})) told(std::move(outcome));
}

Launch::Outcome Launch::cannot_start(const std::string& why) const {
  const std::string output = end_of(folder_ / "stderr.log");
  return fail("cannot start " + file_.target.name + " by `" + file_.launch + "`: " + why + (output.empty() ? "" : "\n" + output));
}

bool Launch::understood(std::string_view line) {
  const auto object = nlohmann::json::parse(line.substr(kReady.size()), nullptr, false);
  if (!object.is_object()) {
    fault_ = "its ready line is not `ready {JSON object}`";
    return false;
  }
  for (const char* name : {"c2s", "c2s-tls", "media"}) {
    if (auto at = endpoint(object, name)) target_.endpoints[name] = *at;
  }
  take_text(object, "domain", target_.domain);
  take_text(object, "sms", sms_file_);
  take_text(object, "push", push_file_);
  take_text(object, "control", control_);
  take_texts(object, "store", store_files_);
  if (target_.endpoints.empty()) fault_ = "its ready line names no address (c2s or c2s-tls)";
  return fault_.empty();
}

}  // namespace assay::conformance::live
