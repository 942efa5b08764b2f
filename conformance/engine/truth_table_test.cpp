// Reads the tables of truth/, and writes texts back into them.

#include <algorithm>
#include <sstream>

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "conformance/engine/truth_test.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/config/reader.hpp"
#include "reference/config/yaml.hpp"
#include "source_folder.hpp"

namespace assay::conformance::engine::truth {

namespace {

constexpr std::size_t kShortText = 110;

class TableReader {
 public:
  explicit TableReader(Table& table) : table_(table) {}

  void read() {
    const auto root = config::parse_yaml(table_.source);
    if (!root) return blame(root.error());
    config::MapReader reader(table_.source, *root, faults_);
    table_.about = reader.required_text("about");
    table_.because = reader.text("because");
    stage_ = reader.text("stage", "two ends");
    if (const config::Node* rows = reader.node("rows")) {
      for (const config::Node& row : rows->items) read_row(row);
    }
    reader.finish();
    blame(faults_);
    find_ends();
  }

 private:
  void blame(const config::Diagnostics& faults) {
    if (!faults.empty()) ADD_FAILURE() << config::render(faults);
  }

  void read_row(const config::Node& node) {
    config::MapReader reader(table_.source, node, faults_);
    Row row;
    row.line = node.place.line;
    row.title = reader.required_text("row");
    row.comes = reader.texts("comes");
    row.wants = reader.text("wants");
    row.head = reader.text("head", "checks: [X-01]");
    row.stage = reader.text("stage", stage_);
    row.steps = reader.text("steps");
    row.file = reader.text("file");
    row.says = reader.text("says");
    row.says.erase(row.says.find_last_not_of('\n') + 1);
    row.verdict = reader.text("verdict", node.find("says") == nullptr ? "pass" : "fail");
    row.checks = map_of(reader, "checks");
    row.fences = reader.texts("fences");
    if (const config::Node* with = reader.node("with")) read_circumstances(*with, row.circumstances);
    reader.finish();
    find_says(node, row);
    table_.rows.push_back(std::move(row));
  }

  static std::map<std::string, std::string> map_of(config::MapReader& reader, std::string_view key) {
    std::map<std::string, std::string> out;
    if (const config::Node* node = reader.node(key)) {
      for (const auto& [name, value] : node->entries) out[name.text] = value.text;
    }
    return out;
  }

  void read_circumstances(const config::Node& node, Circumstances& out) {
    config::MapReader reader(table_.source, node, faults_);
    out.capabilities = reader.texts("capabilities");
    out.levels = map_of(reader, "levels");
    out.limits = reader.text("limits");
    out.listens = reader.text("listens", out.listens);
    out.real_time = reader.flag("real time", false);
    out.clock_control = reader.flag("clock control", false);
    out.stage_says = reader.text("stage says");
    out.channel_binding = reader.flag("channel binding", true);
    out.copies = static_cast<int>(reader.integer("copies", 1, 0, 9));
    out.answers_pings = reader.flag("answers pings", true);
    out.refuses = reader.flag("refuses", false);
    out.on_available = reader.text("on available");
    out.codes = reader.texts("codes");
    out.wake_ups = reader.texts("wake-ups");
    out.case_index = static_cast<std::size_t>(reader.integer("case", 0, 0, 99));
    if (const config::Node* shim = reader.node("shim")) {
      for (const auto& [command, lines] : shim->entries) {
        for (const config::Node& line : lines.items) out.shim[command.text].push_back(line.text);
        if (lines.items.empty()) out.shim[command.text] = {};
      }
    }
    reader.finish();
  }

  // Entries end where the next one begins; the last one ends with the row.
  static void find_says(const config::Node& node, Row& row) {
    for (auto entry = node.entries.begin(); entry != node.entries.end(); ++entry) {
      if (entry->key.text != "says") continue;
      row.says_begin = entry->key.place.line;
      row.says_end = std::next(entry) == node.entries.end() ? 0 : std::next(entry)->key.place.line;
    }
  }

  void find_ends() {
    const auto lines = static_cast<std::size_t>(std::count(table_.source.text.begin(), table_.source.text.end(), '\n'));
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      std::size_t end = i + 1 < table_.rows.size() ? table_.rows[i + 1].line : lines + 1;
      while (end > 1 && is_between(config::line_of(table_.source, end - 1))) --end;
      table_.rows[i].end = end;
      if (table_.rows[i].says_begin != 0 && table_.rows[i].says_end == 0) table_.rows[i].says_end = end;
    }
  }

  /// Blank lines and comments between rows.
  static bool is_between(std::string_view line) { return line.empty() || line.starts_with("  #") || line.starts_with("#"); }

  Table& table_;
  config::Diagnostics faults_;
  std::string stage_;
};

std::string written(const std::string& says) {
  if (says.find('\n') == std::string::npos && says.size() <= kShortText) {
    std::string quoted;
    for (const char c : says) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return fmt::format("    says: '{}'\n", quoted);
  }
  std::string out = "    says: |\n";
  std::istringstream lines(says);
  for (std::string line; std::getline(lines, line);) out += line.empty() ? "\n" : "      " + line + "\n";
  return out;
}

}  // namespace

std::filesystem::path folder() { return std::filesystem::path(ASSAY_SOURCE_DIR) / "conformance/engine/truth"; }

const std::vector<Table>& tables() {
  static const std::vector<Table> kTables = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Table> out;
    for (const auto& path : paths) {
      auto source = config::read_source(path);
      if (!source) continue;
      source->name = "conformance/engine/truth/" + path.filename().string();
      Table table{path, *std::move(source), {}, {}, {}};
      TableReader(table).read();
      out.push_back(std::move(table));
    }
    return out;
  }();
  return kTables;
}

std::string with_texts(const Table& table, const std::vector<std::string>& says) {
  std::vector<std::string> lines;
  std::istringstream in(table.source.text);
  for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
  std::string out;
  std::size_t at = 1;
  const auto copy_until = [&](std::size_t end) {
    for (; at < end && at <= lines.size(); ++at) out += lines[at - 1];
  };
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    copy_until(row.says_begin == 0 ? row.end : row.says_begin);
    if (!says[i].empty()) out += written(says[i]);
    if (row.says_begin != 0) at = row.says_end;
  }
  copy_until(lines.size() + 1);
  return out;
}

}  // namespace assay::conformance::engine::truth
