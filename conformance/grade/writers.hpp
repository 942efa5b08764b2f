#pragma once
// What grading found, for people and for programs.

#include <string>

#include "conformance/grade/deletion.hpp"
#include "conformance/grade/matrix.hpp"
#include "reports/writers/terminal.hpp"

namespace assay::conformance::grade {

/// A line for each defect, with the number of cases that killed it per folder; then what needs somebody's attention.
[[nodiscard]] std::string text(const Matrix& matrix, const reports::Style& style);
[[nodiscard]] std::string text(const Deletions& deletions, const reports::Style& style);

/// Everything: {"seed", "columns", "defects", "false_alarms", "idle", "undefended"}.
[[nodiscard]] std::string json(const Matrix& matrix);
/// {"seed", "scenarios", "deleted", "unnoticed"}.
[[nodiscard]] std::string json(const Deletions& deletions);

/// The whole table on one page that needs nothing beside it.
[[nodiscard]] std::string html(const Matrix& matrix);

}  // namespace assay::conformance::grade
