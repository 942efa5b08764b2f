#include "reference/service/read_settings.hpp"

#include <algorithm>
#include <filesystem>

#include "reference/base/assert.hpp"
#include "reference/config/nearest.hpp"
#include "reference/config/yaml.hpp"
#include "reference/service/setting_table.hpp"

namespace assay::service {
namespace {

constexpr const char* kWays[] = {"file", "command", "url"};

/// What stands under one key of the file.
struct Written {
  const config::Node* node;
  std::vector<std::string> values;
};

class File {
 public:
  explicit File(config::Source source) : source_(std::move(source)) {
    auto parsed = config::parse_yaml(source_);
    if (!parsed) {
      diagnostics = std::move(parsed.error());
      return;
    }
    root_ = std::move(*parsed);
    folder_ = std::filesystem::path(source_.name).parent_path();
    if (root_.is_map()) {
      take_map(root_, "");
    } else if (!root_.is_null()) {
      blame(root_, "expected a map of settings, found " + std::string(config::noun(root_.kind)));
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void blame(const config::Node& node, std::string message, std::string help = {}) {
    const bool one_line = node.end.line == node.place.line && node.end.column >= node.place.column;
    const std::size_t length = one_line ? node.end.column - node.place.column + 1 : 1;
    diagnostics.push_back(config::error_at(source_, node.place, length, std::move(message), std::move(help)));
  }
  void blame(const Setting& setting, const Written& value, const Refusal& refusal) {
    const config::Node& node = *value.node;
    blame(node.is_sequence() && refusal.item < node.items.size() ? node.items[refusal.item] : node,
          "'" + setting.key + "' " + refusal.message, refusal.help);
  }

  config::Diagnostics diagnostics;
  std::map<std::string, Written, std::less<>> written;

 private:
  void take_map(const config::Node& map, const std::string& prefix) {
    for (const config::Entry& entry : map.entries) {
      const std::string key = prefix + entry.key.text;
      if (const Setting* setting = find_setting(key)) {
        take_value(*setting, entry.value.is_null() ? entry.key : entry.value, entry.value.is_null());
      } else if (names_below(key + ".").empty()) {
        blame(entry.key, "unknown key '" + key + "'", config::suggestion(entry.key.text, names_below(prefix)));
      } else if (entry.value.is_map()) {
        take_map(entry.value, key + ".");
      } else if (!entry.value.is_null()) {
        blame(entry.value, "'" + key + "' wants a map, found " + std::string(config::noun(entry.value.kind)),
              config::suggestion("", names_below(key + ".")));
      }
    }
  }

  void take_value(const Setting& setting, const config::Node& node, bool empty) {
    Written found{&node, {}};
    if (empty) return blame(node, "'" + setting.key + "' is empty", "it wants " + setting.wants + "; leave the key out for the default");
    if (node.is_scalar()) {
      found.values = {node.text};
    } else if (setting.shape == Shape::List && node.is_sequence()) {
      for (const config::Node& item : node.items) {
        if (!item.is_scalar()) return blame(item, "expected a text, found " + std::string(config::noun(item.kind)));
        found.values.push_back(item.text);
      }
    } else {
      return blame(node, "'" + setting.key + "' wants " + setting.wants + ", found " + std::string(config::noun(node.kind)));
    }
    if (setting.shape == Shape::Path && !found.values.front().empty())
      found.values.front() = (folder_ / found.values.front()).lexically_normal().string();
    written.emplace(setting.key, std::move(found));
  }

  /// The words that may stand behind the prefix, up to the next dot.
  static std::vector<std::string> names_below(std::string_view prefix) {
    std::vector<std::string> names;
    for (const Setting& setting : setting_table()) {
      if (setting.key.rfind(prefix, 0) != 0) continue;
      const std::string rest = setting.key.substr(prefix.size());
      const std::string name = rest.substr(0, rest.find('.'));
      if (names.empty() || names.back() != name) names.push_back(name);
    }
    return names;
  }

  config::Source source_;
  config::Node root_;
  std::filesystem::path folder_;
};

/// Whoever names a way for codes (or wake-ups) on the command line does not mean the file's. `what` is "sms" or "push".
void drop_other_ways(const std::string& what, const Overrides& overrides, std::map<std::string, Written, std::less<>>& written) {
  const auto names = [&](const char* way) { return overrides.count(what + "." + way) != 0; };
  if (std::none_of(std::begin(kWays), std::end(kWays), names)) return;
  for (const char* way : kWays) written.erase(what + "." + way);
  if (names("url")) return;
  for (const char* of_url : {"token_file", "ca_file"}) written.erase(what + "." + of_url);
}

}  // namespace

Result<Settings, std::string> read_settings(const std::string& path, const Overrides& overrides, config::Colour colour) {
  config::Source source{path, {}};
  if (!path.empty()) {
    auto read = config::read_source(path);
    if (!read) return fail(config::render(read.error(), colour));
    source = std::move(*read);
  }
  File file(std::move(source));
  for (const char* what : {"sms", "push"}) drop_other_ways(what, overrides, file.written);
  Settings settings;
  std::string complaints;
  for (const Setting& setting : setting_table()) {
    if (const auto option = overrides.find(setting.key); option != overrides.end()) {
      const auto set = setting.set(settings, option->second);
      if (set) continue;
      complaints += (setting.option.empty() ? setting.key : setting.option) + " " + set.error().message +
                    (set.error().help.empty() ? "" : " (" + set.error().help + ")") + "\n";
    } else if (const auto found = file.written.find(setting.key); found != file.written.end()) {
      if (const auto set = setting.set(settings, found->second.values); !set) file.blame(setting, found->second, set.error());
    }
  }
  if (file.diagnostics.empty() && complaints.empty()) {
    for (const std::string& contradiction : contradictions(settings))
      complaints += (path.empty() ? "" : path + ": ") + contradiction + "\n";
  }
  std::sort(file.diagnostics.begin(), file.diagnostics.end(),
            [](const config::Diagnostic& a, const config::Diagnostic& b) { return a.place < b.place; });
  complaints = config::render(file.diagnostics, colour) + complaints;
  if (!complaints.empty()) return fail(std::move(complaints));
  return settings;
}

}  // namespace assay::service
