#include "reports/writers/text.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "conformance/grade/writers.hpp"
#include "reports/writers/paint.hpp"

namespace assay::conformance::grade {
namespace {

using reports::Style;
using reports::Tint;

constexpr std::size_t kName = 28;
constexpr std::size_t kSeam = 7;
constexpr std::size_t kFolder = 6;

// "scenarios/offline/order.yaml" stands in the column "offline".
std::string folder(const Column& column) {
  const std::string path = reports::folder_of(column.file);
  return path.substr(path.rfind('/') + 1);
}

std::vector<std::string> folders(const Matrix& matrix) {
  std::vector<std::string> out;
  for (const Column& column : matrix.columns) {
    if (const std::string name = folder(column); std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

std::string listed(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

// The first few, and how many more.
std::string shortened(const std::vector<std::string>& words) {
  constexpr std::size_t kShown = 6;
  if (words.size() <= kShown + 1) return listed(words);
  const std::vector<std::string> first(words.begin(), words.begin() + kShown);
  return fmt::format("{} and {} more", listed(first), words.size() - kShown);
}

std::string head(const std::vector<std::string>& names) {
  std::string line = reports::padded("defect", kName) + " " + reports::padded("seam", kSeam);
  for (const std::string& one : names) line += fmt::format("{:>{}}", one.substr(0, kFolder - 1), kFolder);
  return line + "  caught on\n";
}

// Of each folder: how many cases killed it, or in parentheses how many were red on something else alone.
std::string counts(const Matrix& matrix, const Row& row, const std::vector<std::string>& names, const Style& style) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> by_folder;
  for (const Cell& cell : row.cells) {
    auto& [kills, others] = by_folder[folder(matrix.columns[cell.column])];
    kills += cell.outcome == Outcome::Killed ? 1 : 0;
    others += cell.outcome == Outcome::Collateral ? 1 : 0;
  }
  std::string line;
  for (const std::string& one : names) {
    const auto [kills, others] = by_folder[one];
    const std::string number = kills > 0 ? std::to_string(kills) : others > 0 ? fmt::format("({})", others) : ".";
    const std::string cell = fmt::format("{:>{}}", number, kFolder);
    line += kills > 0 ? cell : painted(cell, Tint::Dim, style);
  }
  return line;
}

std::string row_line(const Matrix& matrix, const Row& row, const std::vector<std::string>& names, const Style& style) {
  std::vector<std::string> on;
  for (const std::string& id : row.violates) {
    const bool red = std::any_of(row.cells.begin(), row.cells.end(),
                                 [&](const Cell& cell) { return std::find(cell.on.begin(), cell.on.end(), id) != cell.on.end(); });
    if (red) on.push_back(id);
  }
  std::string line = reports::padded(row.defect, kName) + " " + reports::padded(row.seam, kSeam) + counts(matrix, row, names, style) + "  ";
  if (!on.empty()) return line + painted(listed(on), Tint::Green, style) + "\n";
  return line + painted(is_claimed(matrix, row) ? "SURVIVES" : "NOT CLAIMED", Tint::Red, style) + "\n";
}

std::string paragraph(const std::string& title, const std::string& body, const Style& style) {
  return "\n" + painted(title, Tint::Bold, style) + "\n" + reports::wrapped(body, 2, reports::usable_width(style));
}

std::string survivors(const Matrix& matrix, const Style& style) {
  std::string out;
  for (const Row& row : matrix.rows) {
    if (is_caught(row)) continue;
    const char* why = is_claimed(matrix, row) ? "the scenarios that check %s pass" : "no scenario checks %s";
    const std::string ids = listed(row.violates);
    out += fmt::format("{}: {} But {}.\n", row.defect, row.lie, std::string(why).replace(std::string(why).find("%s"), 2, ids));
  }
  if (!out.empty()) out.pop_back();
  return out.empty() ? "" : paragraph("Survivors: defects that no scenario catches", out, style);
}

std::string false_alarms(const Matrix& matrix, const Style& style) {
  std::string out;
  for (const FalseAlarm& alarm : matrix.false_alarms) out += (out.empty() ? "" : "\n") + alarm.id + ": " + alarm.reason;
  return out.empty() ? "" : paragraph("False alarms: what the sound reference does not pass", out, style);
}

std::string idle_cases(const Matrix& matrix, const Style& style) {
  std::vector<std::string> names;
  for (const std::size_t column : idle(matrix)) names.push_back(matrix.columns[column].id);
  if (!matrix.is_whole || names.empty()) return "";
  return paragraph(fmt::format("Cases that no defect turns red ({}): do they judge anything?", names.size()), listed(names), style);
}

std::string collaterals(const Matrix& matrix, const Style& style) {
  std::string out;
  for (const Row& row : matrix.rows) {
    if (const auto ids = collateral(row); !ids.empty()) out += (out.empty() ? "" : "\n") + row.defect + ": " + shortened(ids);
  }
  return out.empty() ? "" : paragraph("Red on requirements that the defect does not claim to violate", out, style);
}

std::string undefended(const Matrix& matrix, const Style& style) {
  std::vector<std::string> chapters;
  std::vector<std::string> unchecked;
  std::vector<std::string> standards;
  for (const Undefended& one : matrix.undefended) {
    (one.is_standard ? standards : one.is_checked ? chapters : unchecked).push_back(one.requirement);
  }
  std::string out;
  if (!chapters.empty()) out += "checked by a scenario: " + listed(chapters) + "\n";
  if (!unchecked.empty()) out += "checked by none, as no stage shows it to a scenario: " + listed(unchecked) + "\n";
  if (!standards.empty()) out += fmt::format("of the standards: {} (--json lists them)\n", standards.size());
  if (!out.empty()) out.pop_back();
  return out.empty() ? "" : paragraph("MUSTs that the wire, the store or a client's events could show, without a defect", out, style);
}

}  // namespace

std::string text(const Matrix& matrix, const Style& style) {
  const std::vector<std::string> names = folders(matrix);
  std::string out = painted(head(names), Tint::Bold, style);
  for (const Row& row : matrix.rows) out += row_line(matrix, row, names, style);
  out += "\nA number: cases that turned red on a requirement that the defect violates; (in parentheses): on others alone.\n";
  if (matrix.extent == Extent::Claimed) out += "Each defect was played against the cases that claim what it violates, and no others.\n";
  out += collaterals(matrix, style) + idle_cases(matrix, style) + undefended(matrix, style) + survivors(matrix, style) +
         false_alarms(matrix, style);
  const auto caught = static_cast<std::size_t>(std::count_if(matrix.rows.begin(), matrix.rows.end(), is_caught));
  const std::string summary =
      fmt::format("{} of {} caught by {}, {} on the sound reference", caught, reports::counted(matrix.rows.size(), "defect"),
                  reports::counted(matrix.columns.size(), "case"), reports::counted(matrix.false_alarms.size(), "false alarm"));
  return out + "\n" + painted(summary, is_green(matrix) ? Tint::Green : Tint::Red, style) + "\n";
}

std::string text(const Deletions& deletions, const Style& style) {
  std::string out;
  std::size_t meant = 0;
  for (const Unnoticed& one : deletions.unnoticed) {
    meant += one.because.empty() ? 0 : 1;
    out += fmt::format("{}:{}: {}\n", one.file, one.line, one.step);
    out += one.because.empty() ? painted("    nothing notices its deletion: vacuous, or decoration", Tint::Red, style)
                               : painted("    meant: " + one.because, Tint::Dim, style);
    out += "\n";
  }
  const std::size_t vacuous = deletions.unnoticed.size() - meant;
  const std::string summary = fmt::format("{} of {} deleted: {} noticed, {} meant to be there by their `because:`, {} vacuous",
                                          reports::counted(deletions.deleted, "action"), reports::counted(deletions.scenarios, "scenario"),
                                          deletions.deleted - deletions.unnoticed.size(), meant, vacuous);
  return out + (out.empty() ? "" : "\n") + painted(summary, vacuous == 0 ? Tint::Green : Tint::Red, style) + "\n";
}

}  // namespace assay::conformance::grade
