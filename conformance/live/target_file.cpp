#include "conformance/live/target_file.hpp"

#include "reference/config/reader.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::live {
namespace {

std::optional<Endpoint> endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::size_t port = 0;
  for (char c : text.substr(colon + 1)) {
    if (c < '0' || c > '9' || port > 65535) return std::nullopt;
    port = port * 10 + static_cast<std::size_t>(c - '0');
  }
  if (port == 0 || port > 65535) return std::nullopt;
  return Endpoint{std::string(text.substr(0, colon)), static_cast<std::uint16_t>(port)};
}

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
  file.sms_file = reader.text("sms_file");
  if (const std::string known = reader.text("baseline"); !known.empty()) file.baseline = (file.folder / known).lexically_normal();
  for (const char* name : {"c2s", "c2s-tls"}) {
    const std::string text = reader.text(name);
    if (text.empty()) continue;
    if (auto at = endpoint(text)) {
      file.target.endpoints[name] = *at;
    } else {
      reader.blame(*reader.node(name), "\"" + text + "\" is no ADDRESS:PORT", "for example 127.0.0.1:5222; names are not resolved");
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
