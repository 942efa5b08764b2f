#pragma once
// Plays castings on whatever stage the target wants: in virtual time or live, behind the relay or not, a stage for each profile of limits.

#include <functional>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/live/stage.hpp"
#include "conformance/live/target_file.hpp"
#include "reference/base/result.hpp"

namespace assay::conformance::cli {

using live::Casting;

struct PerformOptions {
  const defects::Defect* defect = nullptr;
  bool through_relay = false;
  std::string client_command;
  std::size_t jobs = 4;
  std::uint64_t seed = 1;
};

/// Every case of the scenarios, in order.
[[nodiscard]] std::vector<Casting> castings(const std::vector<language::Scenario>& scenarios);

/// Plays them and reports each as it ends. The error says why the target could not be reached; false: a signal interrupted it.
[[nodiscard]] Result<bool, std::string> perform(const std::vector<Casting>& list, const live::TargetFile& target,
                                                const language::RequirementTable& requirements, const PerformOptions& options,
                                                const std::function<void(reports::ScenarioReport)>& report);

}  // namespace assay::conformance::cli
