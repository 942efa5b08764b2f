#include "conformance/language/requirements.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "conformance/language/trimmed.hpp"
#include "reference/config/nearest.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::pair<std::string_view, Level> kLevels[] = {
    {"MUST", Level::Must}, {"MUST NOT", Level::MustNot}, {"SHOULD", Level::Should}, {"SHOULD NOT", Level::ShouldNot}, {"MAY", Level::May}};
constexpr std::pair<std::string_view, Role> kRoles[] = {{"server", Role::Server}, {"client", Role::Client}, {"both", Role::Both}};
const std::vector<std::string> kJudges = {"wire", "store", "client event", "statistics", "simulator", "bench", "review"};
constexpr std::string_view kGrammar = "the line grammar is: - **ID** (LEVEL, server; wire) Text.";

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const auto comma = text.find(',');
    parts.emplace_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(comma + 1);
  }
}

template <class Value, std::size_t N>
std::optional<Value> find_word(const std::pair<std::string_view, Value> (&table)[N], std::string_view word) {
  for (const auto& [name, value] : table) {
    if (name == word) {
      return value;
    }
  }
  return std::nullopt;
}

template <class Value, std::size_t N>
std::vector<std::string> words(const std::pair<std::string_view, Value> (&table)[N]) {
  std::vector<std::string> out;
  for (const auto& entry : table) {
    out.emplace_back(entry.first);
  }
  return out;
}

// RFC6120-8.2.3-b, XEP0199-4.1, OFF-07: upper-case letters first, and a '-'.
bool is_id(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !text.empty() && text.front() >= 'A' && text.front() <= 'Z' && text.find('-') != std::string_view::npos && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), plain);
}

/// One line "- **ID** (...) text".
class LineReader {
 public:
  LineReader(const config::Source& chapter, std::size_t number, std::string_view line, config::Diagnostics& diagnostics)
      : chapter_(chapter), number_(number), line_(line), diagnostics_(diagnostics) {}

  std::optional<Requirement> read() {
    Requirement out;
    out.file = chapter_.name;
    out.line = number_;
    const auto end = line_.find("**", 4);
    if (end == std::string_view::npos) {
      return blame(4, 1, "the id is never closed with '**'", kGrammar);
    }
    out.id = std::string(line_.substr(4, end - 4));
    if (!is_id(out.id)) {
      return blame(4, out.id.size(), fmt::format("'{}' is no requirement id", out.id), "ids are like OFF-07 or RFC6120-8.2.3-b");
    }
    const auto open = end + 3;
    const auto close = line_.find(')', open);
    if (line_.substr(end + 2, 2) != " (" || close == std::string_view::npos) {
      return blame(end + 2, 1, "expected ' (LEVEL, role; judges)' behind the id", kGrammar);
    }
    out.text = std::string(trimmed(line_.substr(close + 1)));
    if (out.text.empty()) {
      return blame(close, 1, "the requirement has no text", kGrammar);
    }
    return read_parenthesis(out, open + 1, line_.substr(open + 1, close - open - 1)) ? std::optional(std::move(out)) : std::nullopt;
  }

 private:
  std::nullopt_t blame(std::size_t offset, std::size_t length, std::string message, std::string_view help) {
    diagnostics_.push_back(config::error_at(chapter_, {number_, offset + 1}, length, std::move(message), std::string(help)));
    return std::nullopt;
  }

  bool read_parenthesis(Requirement& out, std::size_t offset, std::string_view inside) {
    const auto semicolon = inside.find(';');
    if (semicolon == std::string_view::npos) {
      blame(offset, inside.size(), "expected '; ' and how it can be judged", config::suggestion("", kJudges));
      return false;
    }
    const auto head = split(inside.substr(0, semicolon));
    const auto level = find_word(kLevels, head.front());
    if (!level || head.size() > 2) {
      blame(offset, semicolon, fmt::format("'{}' is no level", head.front()), config::suggestion(head.front(), words(kLevels)));
      return false;
    }
    out.level = *level;
    if (head.size() == 2) {
      const auto role = find_word(kRoles, head[1]);
      if (!role) {
        blame(offset, semicolon, fmt::format("'{}' is no role", head[1]), config::suggestion(head[1], words(kRoles)));
        return false;
      }
      out.role = *role;
    }
    out.judged_by = split(inside.substr(semicolon + 1));
    for (const auto& judge : out.judged_by) {
      if (std::find(kJudges.begin(), kJudges.end(), judge) == kJudges.end()) {
        blame(offset + semicolon + 1, inside.size() - semicolon - 1, fmt::format("nothing is judged by '{}'", judge),
              config::suggestion(judge, kJudges));
        return false;
      }
    }
    return true;
  }

  const config::Source& chapter_;
  std::size_t number_;
  std::string_view line_;
  config::Diagnostics& diagnostics_;
};

template <class Each>
void for_each_line(const config::Source& source, Each&& each) {
  std::string_view rest = source.text;
  for (std::size_t number = 1;; ++number) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    each(number, line);
    if (end == std::string_view::npos) {
      return;
    }
    rest.remove_prefix(end + 1);
  }
}

void add_folder(const std::filesystem::path& folder, std::vector<std::filesystem::path>& out) {
  std::error_code error;
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".md") {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  out.insert(out.end(), found.begin(), found.end());
}

}  // namespace

std::string_view name(Level level) {
  for (const auto& [word, value] : kLevels) {
    if (value == level) {
      return word;
    }
  }
  return "MUST";
}

std::string_view name(Role role) {
  for (const auto& [word, value] : kRoles) {
    if (value == role) {
      return word;
    }
  }
  return "both";
}

void parse_requirements(const config::Source& chapter, RequirementTable& table, config::Diagnostics& diagnostics) {
  for_each_line(chapter, [&](std::size_t number, std::string_view line) {
    if (line.substr(0, 4) != "- **") {
      return;
    }
    auto requirement = LineReader(chapter, number, line, diagnostics).read();
    if (!requirement) {
      return;
    }
    const auto id = requirement->id;
    const auto [there, added] = table.emplace(id, std::move(*requirement));
    if (!added) {
      diagnostics.push_back(config::error_at(chapter, {number, 5}, id.size(), fmt::format("'{}' is there twice", id),
                                             fmt::format("the first one is {}:{}", there->second.file, there->second.line)));
    }
  });
}

Result<RequirementTable, config::Diagnostics> load_requirements(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> chapters;
  add_folder(folder, chapters);
  add_folder(folder / "standards", chapters);
  RequirementTable table;
  config::Diagnostics diagnostics;
  for (const auto& path : chapters) {
    const auto source = config::read_source(path);
    if (!source) {
      diagnostics.insert(diagnostics.end(), source.error().begin(), source.error().end());
      continue;
    }
    parse_requirements(*source, table, diagnostics);
  }
  if (!diagnostics.empty()) {
    return fail(std::move(diagnostics));
  }
  return table;
}

void parse_capabilities(const config::Source& page, CapabilityTable& table, config::Diagnostics& diagnostics) {
  for_each_line(page, [&](std::size_t number, std::string_view line) {
    if (line.substr(0, 3) != "- `") {
      return;
    }
    const auto end = line.find('`', 3);
    if (end == std::string_view::npos || end == 3 || line.substr(end, 3) != "`: ") {
      diagnostics.push_back(
          config::error_at(page, {number, 3}, 1, "no capability can be read here", "the line grammar is: - `name`: Text."));
      return;
    }
    const std::string name(line.substr(3, end - 3));
    if (!table.emplace(name, trimmed(line.substr(end + 3))).second) {
      diagnostics.push_back(config::error_at(page, {number, 4}, name.size(), fmt::format("'{}' is there twice", name)));
    }
  });
}

Result<CapabilityTable, config::Diagnostics> load_capabilities(const std::filesystem::path& page) {
  const auto source = config::read_source(page);
  if (!source) {
    return fail(source.error());
  }
  CapabilityTable table;
  config::Diagnostics diagnostics;
  parse_capabilities(*source, table, diagnostics);
  if (!diagnostics.empty()) {
    return fail(std::move(diagnostics));
  }
  return table;
}

}  // namespace assay::conformance::language
