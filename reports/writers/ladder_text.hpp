#pragma once
// The ladder diagram of a scenario in characters: a column per lane, an arrow per exchange, and what was sent at the right.

#include <string>

#include "reports/model/scenario_report.hpp"
#include "reports/writers/terminal.hpp"

namespace assay::reports {

/// Indented by two blanks; empty if nothing was exchanged. At most 60 rows, the last ones rather than the first.
[[nodiscard]] std::string ladder_text(const ScenarioReport& scenario, const Style& style);

}  // namespace assay::reports
