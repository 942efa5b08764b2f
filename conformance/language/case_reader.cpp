#include "conformance/language/case_reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "conformance/match/expression.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::size_t kMostCases = 1'000;  // of one file

std::string id_of(const Case& one) {
  std::string id;
  for (const auto& [name, value] : one.values) {
    id += fmt::format("{}{}={}", id.empty() ? "" : ",", name, value);
  }
  return id;
}

/// Reads the values of a row, but for `id`.
bool read_row(const config::Source& source, const config::Node& row, Case& out, Faults& faults) {
  if (!row.is_map() || row.entries.empty()) {
    faults.blame(source, row, fmt::format("a case is a map of names and values, found {}", config::noun(row.kind)));
    return false;
  }
  out.where = {source.name, row.place};
  for (const auto& [key, value] : row.entries) {
    if (!value.is_scalar()) {
      faults.blame(source, value, fmt::format("'{}' wants a text, found {}", key.text, config::noun(value.kind)));
      return false;
    }
    if (!match::is_name(key.text)) {
      faults.blame(source, key, fmt::format("'{}' can't be a name", key.text));
      return false;
    }
    if (key.text == "id") {
      out.id = value.text;
    } else {
      out.values.emplace_back(key.text, value.text);
    }
  }
  return true;
}

void blame_twins(const config::Source& source, const std::vector<Case>& cases, Faults& faults) {
  std::set<std::string> ids;
  for (const auto& one : cases) {
    if (!ids.insert(one.id).second) {
      faults.blame(source, one.where.place, 1, fmt::format("the case '{}' is there twice", one.id));
    }
  }
}

std::vector<Case> product(const config::Source& source, const config::Node& node, Faults& faults) {
  std::vector<Case> out(1);
  out.front().where = {source.name, node.place};
  for (const auto& [key, values] : node.entries) {
    if (!match::is_name(key.text) || !values.is_sequence() || values.items.empty()) {
      faults.blame(source, key, fmt::format("'{}' wants a list of values", key.text));
      return {};
    }
    if (out.size() * values.items.size() > kMostCases) {
      faults.blame(source, key, fmt::format("the matrix has more than {} cases", kMostCases));
      return {};
    }
    std::vector<Case> longer;
    for (const auto& one : out) {
      for (const auto& value : values.items) {
        if (!value.is_scalar()) {
          faults.blame(source, value, fmt::format("'{}' wants texts, found {}", key.text, config::noun(value.kind)));
          return {};
        }
        longer.push_back(one);
        longer.back().values.emplace_back(key.text, value.text);
      }
    }
    out = std::move(longer);
  }
  return out;
}

}  // namespace

std::vector<Case> read_cases(const config::Source& source, const config::Node& node, Faults& faults) {
  std::vector<Case> out;
  if (!node.is_sequence() || node.items.empty() || node.items.size() > kMostCases) {
    faults.blame(source, node, fmt::format("'cases' wants a list of 1 to {} maps", kMostCases));
    return out;
  }
  for (const auto& row : node.items) {
    Case one;
    if (!read_row(source, row, one, faults)) {
      continue;
    }
    if (one.id.empty() || one.id.find_first_of(" /\t") != std::string::npos) {
      faults.blame(source, row, "a case wants an `id:` of its own", "one word that stays the same when cases are added");
      continue;
    }
    out.push_back(std::move(one));
  }
  blame_twins(source, out, faults);
  return out;
}

std::vector<Case> read_matrix(const config::Source& source, const config::Node& node, Faults& faults) {
  std::vector<Case> out;
  if (node.is_map() && !node.entries.empty()) {
    out = product(source, node, faults);
  } else if (node.is_sequence() && !node.items.empty() && node.items.size() <= kMostCases) {
    for (const auto& row : node.items) {
      Case one;
      if (read_row(source, row, one, faults)) {
        out.push_back(std::move(one));
      }
    }
  } else {
    faults.blame(source, node, "'matrix' wants a map of names and lists, or a list of maps");
  }
  for (auto& one : out) {
    one.id = one.id.empty() ? id_of(one) : one.id;
  }
  blame_twins(source, out, faults);
  return out;
}

}  // namespace assay::conformance::language
