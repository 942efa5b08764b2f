#pragma once
// What a requirement looks like on the wire: a scenario that checks it, played in the simulator, and of its ladder the rows around the step
// that claims it.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "conformance/engine/target.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::cli {

struct Sample {
  reports::ScenarioReport report;  ///< its ladder has the rows of interest alone
  std::size_t earlier = 0;         ///< rows left out before them
  std::size_t later = 0;           ///< and after them
};

/// The steps that claim `id`, those of the sentences it uses included, in order, each once. Valid as long as the scenario.
[[nodiscard]] std::vector<const language::Step*> claiming_steps(const language::Scenario& scenario, const std::string& id);

/// Plays its first case. Nothing if the check does not pass there.
[[nodiscard]] std::optional<Sample> play_sample(const language::Scenario& scenario, const std::string& id,
                                                const language::RequirementTable& requirements, const engine::Target& simulator);

}  // namespace assay::conformance::cli
