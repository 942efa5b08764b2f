#include "conformance/live/target_file.hpp"

#include "reference/base/endpoint.hpp"
#include "reference/config/reader.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::live {
namespace {

std::optional<Endpoint> endpoint(std::string_view text) {
  auto read = parse_endpoint(text);
  if (read && read->port == 0) return std::nullopt;  // nobody can be reached there
  return read;
}

bool is_code(std::string_view text) {
  return text.size() >= 4 && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `webhook: 127.0.0.1:8080/sms`, or a map with `listen`, `path`, `number` and `code`.
class SmsReader {
 public:
  SmsReader(const config::Source& source, config::Diagnostics& diagnostics, TargetFile& file)
      : source_(source), diagnostics_(diagnostics), file_(file) {}

  void read(const config::Node& node) {
    config::MapReader reader(source_, node, diagnostics_);
    TargetFile::Sms& sms = file_.sms;
    if (const std::string path = reader.text("file"); !path.empty()) sms.file = (file_.folder / path).lexically_normal().string();
    sms.command = reader.text("command");
    sms.fixed = reader.text("fixed");
    if (!sms.fixed.empty() && !is_code(sms.fixed)) {
      reader.blame(*reader.node("fixed"), "\"" + sms.fixed + "\" is no code", "four to nine digits, in quotes: '123456'");
    }
    if (const config::Node* webhook = reader.node("webhook")) read_webhook(*webhook, reader);
    const int ways = (sms.file.empty() ? 0 : 1) + (sms.command.empty() ? 0 : 1) + (sms.fixed.empty() ? 0 : 1) + (reader.has("webhook") ? 1 : 0);
    if (ways != 1) reader.blame(node, "codes come to us by one way", "one of `file`, `command`, `webhook` and `fixed`");
    reader.finish();
  }

 private:
  void read_webhook(const config::Node& node, config::MapReader& above) {
    if (node.is_scalar()) {
      const std::size_t slash = node.text.find('/');
      if (slash != std::string::npos) file_.sms.webhook_path = node.text.substr(slash);
      return listen(node, std::string_view(node.text).substr(0, slash), above);
    }
    if (!node.is_map()) return above.blame(node, "`webhook` wants ADDRESS:PORT/PATH or a map", "for example 127.0.0.1:8080/sms");
    config::MapReader reader(source_, node, diagnostics_);
    const std::string at = reader.required_text("listen");
    if (!at.empty()) listen(*reader.node("listen"), at, reader);
    file_.sms.webhook_path = reader.text("path", "/");
    if (!file_.sms.webhook_path.starts_with('/')) reader.blame(*reader.node("path"), "a path begins with '/'");
    file_.sms.fields.number = reader.text("number", file_.sms.fields.number);
    file_.sms.fields.code = reader.text("code", file_.sms.fields.code);
    reader.finish();
  }

  void listen(const config::Node& node, std::string_view text, config::MapReader& reader) {
    file_.sms.webhook = parse_endpoint(text);
    if (!file_.sms.webhook) {
      reader.blame(node, "\"" + std::string(text) + "\" is no ADDRESS:PORT", "for example 127.0.0.1:8080/sms; port 0 picks a free one");
    }
  }

  const config::Source& source_;
  config::Diagnostics& diagnostics_;
  TargetFile& file_;
};

}  // namespace

Result<TargetFile, config::Diagnostics> load_target(const std::filesystem::path& path) {
  auto source = config::read_source(path);
  if (!source) return fail(source.error());
  auto root = config::parse_yaml(*source);
  if (!root) return fail(root.error());

  config::Diagnostics diagnostics;
  config::MapReader reader(*source, *root, diagnostics);
  TargetFile file;
  file.folder = std::filesystem::absolute(path).parent_path();
  file.target.name = reader.required_text("name");
  file.target.description = reader.text("description");
  file.target.domain = reader.text("domain", "localhost");
  for (std::string& word : reader.texts("capabilities")) file.target.capabilities.insert(std::move(word));
  file.target.limits_profile = reader.choice("limits", {"default", "test"});
  file.target.channel_binding = reader.flag("channel_binding", true);
  file.target.virtual_time = reader.flag("virtual_time", false);
  for (const std::string& folder : reader.texts("library")) file.target.library_folders.push_back(file.folder / folder);
  file.launch = reader.text("launch");
  file.sms.file = reader.text("sms_file");
  if (reader.has("sms_file") && reader.has("sms")) reader.blame(*reader.node("sms_file"), "codes come to us by one way", "say `sms: { file: ... }` alone");
  if (const config::Node* sms = reader.node("sms")) SmsReader(*source, diagnostics, file).read(*sms);
  file.control = reader.text("control");
  if (const std::string known = reader.text("baseline"); !known.empty()) file.baseline = (file.folder / known).lexically_normal();
  for (const char* name : {"c2s", "c2s-tls", "media"}) {
    const std::string text = reader.text(name);
    if (text.empty()) continue;
    if (auto at = endpoint(text)) {
      file.target.endpoints[name] = *at;
    } else {
      reader.blame(*reader.node(name), "\"" + text + "\" is no ADDRESS:PORT",
                   "for example 127.0.0.1:5222 or [::1]:5222; names are not resolved");
    }
  }
  if (file.launch.empty() && file.target.endpoints.empty() && !file.target.virtual_time) {
    reader.blame(*root, "nothing says how to reach this target", "give `launch:` a command, or `c2s:` an ADDRESS:PORT");
  }
  reader.finish();
  if (!diagnostics.empty()) return fail(std::move(diagnostics));
  return file;
}

}  // namespace assay::conformance::live
