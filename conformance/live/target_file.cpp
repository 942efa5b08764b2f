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
  file.control = reader.text("control");
  if (const std::string known = reader.text("baseline"); !known.empty()) file.baseline = (file.folder / known).lexically_normal();
  for (const char* name : {"c2s", "c2s-tls"}) {
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
