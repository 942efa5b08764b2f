#pragma once
// What of the language a row speaks: for the check that all of it is spoken.

#include <cstddef>

#include "conformance/engine/truth_test.hpp"
#include "conformance/language/scenario.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::engine::truth {

/// Fills in `shown` or `failed`. The first `steps_before` steps are the stage's and do not count.
void read_language(const language::Scenario& scenario, std::size_t steps_before, const reports::ScenarioReport& report, Outcome& outcome);

}  // namespace assay::conformance::engine::truth
