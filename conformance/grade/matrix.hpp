#pragma once
// The kill matrix: every defect against every case of every scenario. A mutant that no scenario notices says that a scenario is missing or
// weak; a case that notices no mutant may judge nothing.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "conformance/grade/player.hpp"

namespace assay::conformance::grade {

enum class Outcome {
  Killed,      ///< red on a requirement that the defect violates
  Collateral,  ///< red, but on other requirements alone
  Blocked,     ///< the cast could not be set up, so nothing was judged
  Error,       ///< the suite's own fault
};
/// "killed", "collateral", "blocked", "error".
[[nodiscard]] std::string_view name(Outcome outcome);

/// What one defect did to one case. Where it did nothing, there is none.
struct Cell {
  std::size_t column = 0;
  Outcome outcome = Outcome::Killed;
  std::vector<std::string> on;  ///< requirements that turned red, in the report's order
};

struct Column {
  std::string id;                   ///< "offline/order#case"
  std::string file;                 ///< "scenarios/offline/order.yaml"
  std::vector<std::string> claims;  ///< requirements that the scenario checks
};

struct Row {
  std::string defect;
  std::string seam;
  std::string lie;
  std::vector<std::string> violates;
  std::vector<Cell> cells;  ///< by column, ascending
};

struct FalseAlarm {
  std::string id;
  std::string reason;
};

/// A MUST that a scenario or its defect could show, and that no defect violates.
struct Undefended {
  std::string requirement;
  bool is_checked = false;   ///< some scenario claims it
  bool is_standard = false;  ///< of standards/, not of a chapter
};

/// Which cases a defect is played against.
enum class Extent {
  Every,    ///< all: what turns red beside what it violates is seen, and which cases never do
  Claimed,  ///< those that claim a requirement which it violates: enough to tell whether it is caught
};

struct Matrix {
  std::uint64_t seed = 1;
  Extent extent = Extent::Every;
  bool is_whole = true;  ///< all defects of the catalogue were played against every case: what never kills can be told
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<FalseAlarm> false_alarms;  ///< cases that the sound reference does not pass
  std::vector<Undefended> undefended;
};

[[nodiscard]] bool is_caught(const Row& row);
/// Some scenario of the suite claims a requirement that it violates.
[[nodiscard]] bool is_claimed(const Matrix& matrix, const Row& row);
/// Red requirements that it does not claim to violate, in order of appearance, each once.
[[nodiscard]] std::vector<std::string> collateral(const Row& row);
/// Columns in which nothing ever turned red.
[[nodiscard]] std::vector<std::size_t> idle(const Matrix& matrix);
/// Every defect was caught, and nothing on the sound reference.
[[nodiscard]] bool is_green(const Matrix& matrix);

/// What a defect did to a case, out of its two plays; nothing where both say the same.
[[nodiscard]] std::vector<Cell> compared(std::size_t column, const Played& sound, const Played& damaged,
                                         const std::vector<std::string>& violates);

/// Plays them all. `is_whole`: these are all defects and all scenarios there are.
[[nodiscard]] Matrix grade(const Stage& stage, const std::vector<language::Scenario>& scenarios,
                           const std::vector<const defects::Defect*>& list, bool is_whole, Extent extent = Extent::Every);

}  // namespace assay::conformance::grade
