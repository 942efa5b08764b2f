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

std::optional<Endpoint> endpoint(const nlohmann::json& ready, const char* name) {
  const auto found = ready.find(name);
  if (found == ready.end() || !found->is_string()) return std::nullopt;
  return parse_endpoint(found->get_ref<const std::string&>());
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

Result<std::unique_ptr<Launch>, std::string> Launch::start(net::EventLoop& loop, const TargetFile& file, const LaunchOptions& options) {
  std::unique_ptr<Launch> launch(new Launch());
  launch->target_ = file.target;
  launch->target_.limits_profile = options.limits;
  launch->sms_file_ = file.sms_file;
  if (file.launch.empty()) return launch;

  // From here on there is something to clean up: a signal ends the waiting, not the process.
  bool interrupted = false;
  loop.on_signal([&](int) {
    interrupted = true;
    loop.stop();
  });
  launch->folder_ = temporary_folder();
  if (launch->folder_.empty()) return fail(std::string("cannot make a temporary folder"));
  const std::filesystem::path log = launch->folder_ / "stderr.log";
  Process::Callbacks callbacks;
  callbacks.line = [raw = launch.get(), &loop](std::string_view line) {
    if (raw->ready_ || !line.starts_with(kReady)) return;
    raw->ready_ = raw->understood(line);
    loop.stop();
  };
  callbacks.ended = [raw = launch.get(), &loop](const std::string& how) {
    raw->ended_ = how;
    loop.stop();
  };
  const std::map<std::string, std::string> environment = {{"ASSAY", std::filesystem::read_symlink("/proc/self/exe").string()},
                                                          {"ASSAY_FOLDER", launch->folder_.string()},
                                                          {"ASSAY_LIMITS", options.limits},
                                                          {"ASSAY_DEFECT", options.defect}};
  auto process = Process::start(loop, file.launch, file.folder.string(), environment, log.string(), std::move(callbacks));
  if (!process) return fail(process.error());
  launch->process_ = std::move(*process);
  bool late = false;
  const net::TimerId patience = loop.after(options.patience, [&] {
    late = true;
    loop.stop();
  });
  loop.run();
  loop.cancel(patience);
  loop.on_signal([&loop](int) { loop.stop(); });
  if (launch->ready_ && !interrupted) return launch;
  const std::string output = end_of(log);
  std::string why = !launch->fault_.empty() ? launch->fault_
                    : late ? "it did not say `ready` within " + std::to_string(options.patience / std::chrono::seconds{1}) + " s"
                    : interrupted || launch->ended_.empty() ? "interrupted by a signal"
                                                            : "it " + launch->ended_ + " before it was ready";
  return fail("cannot start " + file.target.name + " by `" + file.launch + "`: " + why + (output.empty() ? "" : "\n" + output));
}

Launch::~Launch() {
  process_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

bool Launch::understood(std::string_view line) {
  const auto object = nlohmann::json::parse(line.substr(kReady.size()), nullptr, false);
  if (!object.is_object()) {
    fault_ = "its ready line is not `ready {JSON object}`";
    return false;
  }
  for (const char* name : {"c2s", "c2s-tls"}) {
    if (auto at = endpoint(object, name)) target_.endpoints[name] = *at;
  }
  if (object.contains("domain") && object["domain"].is_string()) target_.domain = object["domain"].get<std::string>();
  if (object.contains("sms") && object["sms"].is_string()) sms_file_ = object["sms"].get<std::string>();
  if (target_.endpoints.empty()) fault_ = "its ready line names no address (c2s or c2s-tls)";
  return fault_.empty();
}

}  // namespace assay::conformance::live
