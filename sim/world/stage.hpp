#pragma once
// Plays one scenario in virtual time: a world of its own with a reference server, the engine's actors, a relay if a defect lies on the
// wire, and the reference client behind an in-process shim for every client actor. The result depends on the arguments alone.

#include "conformance/defects/defect.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::sim::world {

struct StageOptions {
  conformance::engine::Target target;  ///< its endpoints are replaced by the world's
  const conformance::defects::Defect* defect = nullptr;
  bool through_relay = false;  ///< even without a defect
  std::uint64_t seed = 1;
};

/// The report carries the world's trace hash.
[[nodiscard]] reports::ScenarioReport perform(const conformance::language::Scenario& scenario, const conformance::language::Case& which,
                                              const conformance::language::RequirementTable& requirements, const StageOptions& options);

}  // namespace assay::sim::world
