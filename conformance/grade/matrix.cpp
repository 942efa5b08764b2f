#include "conformance/grade/matrix.hpp"

#include <algorithm>
#include <optional>

namespace assay::conformance::grade {
namespace {

using reports::Verdict;

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool is_chapter(const std::string& file) { return file.find("/standards/") == std::string::npos; }

bool can_be_shown(const language::Requirement& requirement) {
  return std::any_of(requirement.judged_by.begin(), requirement.judged_by.end(),
                     [](const std::string& how) { return how == "wire" || how == "store" || how == "client event"; });
}

bool claims_any(const language::Scenario& scenario, const std::vector<std::string>& requirements) {
  const std::vector<std::string> claims = scenario.all_checks();
  return std::any_of(claims.begin(), claims.end(), [&](const std::string& id) { return contains(requirements, id); });
}

std::vector<Undefended> undefended(const language::RequirementTable& table, const std::vector<Column>& columns,
                                   const std::vector<const defects::Defect*>& list) {
  std::vector<Undefended> out;
  for (const auto& [id, requirement] : table) {
    const bool must = requirement.level == language::Level::Must || requirement.level == language::Level::MustNot;
    if (!must || !can_be_shown(requirement)) continue;
    if (std::any_of(list.begin(), list.end(), [&id = id](const auto* defect) { return contains(defect->violates, id); })) continue;
    const bool checked = std::any_of(columns.begin(), columns.end(), [&id = id](const Column& c) { return contains(c.claims, id); });
    out.push_back({id, checked, !is_chapter(requirement.file)});
  }
  return out;
}

}  // namespace

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::Killed: return "killed";
    case Outcome::Collateral: return "collateral";
    case Outcome::Blocked: return "blocked";
    case Outcome::Error: return "error";
  }
  return "error";
}

bool is_caught(const Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.outcome == Outcome::Killed; });
}

bool is_claimed(const Matrix& matrix, const Row& row) {
  return std::any_of(matrix.columns.begin(), matrix.columns.end(), [&](const Column& column) {
    return std::any_of(row.violates.begin(), row.violates.end(), [&](const std::string& id) { return contains(column.claims, id); });
  });
}

std::vector<std::string> collateral(const Row& row) {
  std::vector<std::string> out;
  for (const Cell& cell : row.cells) {
    for (const std::string& id : cell.on) {
      if (!contains(row.violates, id) && !contains(out, id)) out.push_back(id);
    }
  }
  return out;
}

std::vector<std::size_t> idle(const Matrix& matrix) {
  std::vector<bool> works(matrix.columns.size(), false);
  for (const Row& row : matrix.rows) {
    for (const Cell& cell : row.cells) {
      if (!cell.on.empty()) works[cell.column] = true;
    }
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (!works[i]) out.push_back(i);
  }
  return out;
}

bool is_green(const Matrix& matrix) {
  return matrix.false_alarms.empty() && std::all_of(matrix.rows.begin(), matrix.rows.end(), is_caught);
}

std::vector<Cell> compared(std::size_t column, const Played& sound, const Played& damaged, const std::vector<std::string>& violates) {
  Cell cell{column, Outcome::Collateral, {}};
  for (std::size_t i = 0; i < damaged.checks.size(); ++i) {
    const reports::Check& check = damaged.checks[i];
    const bool red = check.verdict == Verdict::Fail || check.verdict == Verdict::Warn;
    if (!red || (i < sound.checks.size() && sound.checks[i].verdict == check.verdict) || contains(cell.on, check.requirement)) continue;
    cell.on.push_back(check.requirement);
    if (contains(violates, check.requirement)) cell.outcome = Outcome::Killed;
  }
  if (cell.on.empty() && damaged.verdict == sound.verdict) return {};
  if (cell.on.empty()) cell.outcome = damaged.verdict == Verdict::Error ? Outcome::Error : Outcome::Blocked;
  return {cell};
}

Matrix grade(const Stage& stage, const std::vector<language::Scenario>& scenarios, const std::vector<const defects::Defect*>& list,
             bool is_whole, Extent extent) {
  struct Casting {
    const language::Scenario* scenario;
    const language::Case* which;
  };
  std::vector<Casting> castings;
  for (const language::Scenario& scenario : scenarios) {
    for (const language::Case& which : scenario.cases) castings.push_back({&scenario, &which});
  }
  // Two rows of the sound reference come first: what a defect did is what it did beyond the relay in which it lies.
  const std::size_t width = castings.size();
  constexpr std::size_t kSound = 2;
  std::vector<std::size_t> due;
  for (std::size_t i = 0; i < (kSound + list.size()) * width; ++i) {
    const std::size_t row = i / width;
    if (row < kSound || extent == Extent::Every || claims_any(*castings[i % width].scenario, list[row - kSound]->violates))
      due.push_back(i);
  }
  std::vector<std::optional<Played>> plays((kSound + list.size()) * width);
  run_all(stage, due.size(), [&](std::size_t which) {
    const std::size_t i = due[which];
    const Casting& casting = castings[i % width];
    const std::size_t row = i / width;
    plays[i] =
        play(stage, *casting.scenario, *casting.which, row < kSound ? nullptr : list[row - kSound], row == 1 ? Way::Relayed : Way::Direct);
  });

  Matrix matrix;
  matrix.seed = stage.seed;
  matrix.extent = extent;
  matrix.is_whole = is_whole && extent == Extent::Every;
  for (std::size_t i = 0; i < width; ++i) {
    const Played& direct = *plays[i];
    matrix.columns.push_back({direct.id, castings[i].scenario->file, castings[i].scenario->all_checks()});
    if (direct.verdict == Verdict::Fail || direct.verdict == Verdict::Error || direct.verdict == Verdict::Inconclusive)
      matrix.false_alarms.push_back({direct.id, direct.reason});
  }
  for (std::size_t d = 0; d < list.size(); ++d) {
    Row row{list[d]->name, std::string(defects::name(defects::seam(*list[d]))), list[d]->lie, list[d]->violates, {}};
    const std::size_t sound = defects::seam(*list[d]) == defects::Seam::Wire ? width : 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::optional<Played>& damaged = plays[(kSound + d) * width + i];
      if (!damaged) continue;
      for (Cell& cell : compared(i, *plays[sound + i], *damaged, row.violates)) row.cells.push_back(std::move(cell));
    }
    matrix.rows.push_back(std::move(row));
  }
  if (is_whole) matrix.undefended = undefended(stage.requirements, matrix.columns, list);
  return matrix;
}

}  // namespace assay::conformance::grade
