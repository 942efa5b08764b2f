#pragma once
// The other question to a scenario: does each thing that it does matter? Every action (a sending, a connection, a cut, time that passes, a
// command) is left out in turn; some later check must then fail, or the play must stumble. An attack is answered by nothing on a sound
// server: there the step matters if a defect that the scenario catches is not caught without it. An action whose deletion nothing notices
// either way is vacuous, or decoration: the file says `because:` where it is meant.

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/grade/player.hpp"

namespace assay::conformance::grade {

/// Where a step stands in a scenario: index, branch, index, branch, ... index.
using StepPath = std::vector<std::size_t>;

/// The steps of the file that do something, in its order. A sentence that both acts and judges counts as an action, unless it claims
/// requirements of its own or closes the play: then it is the check.
[[nodiscard]] std::vector<StepPath> actions(const language::Scenario& scenario);
[[nodiscard]] const language::Step& step_at(const language::Scenario& scenario, const StepPath& path);
/// The scenario without that step. It shares the original's definitions.
[[nodiscard]] language::Scenario without(const language::Scenario& scenario, const StepPath& path);

struct Unnoticed {
  std::string scenario;  ///< id
  std::string file;
  int line = 0;
  std::string step;     ///< as written
  std::string because;  ///< why it stands there, if the file says so: then it is meant
};

struct Deletions {
  std::uint64_t seed = 1;
  std::size_t scenarios = 0;
  std::size_t deleted = 0;
  std::vector<Unnoticed> unnoticed;  ///< in the order of the scenarios
};

[[nodiscard]] bool is_green(const Deletions& deletions);

/// `list`: the defects that may bear witness. A scenario of which the target can judge no case is left alone: nothing could be noticed in
/// it.
[[nodiscard]] Deletions delete_steps(const Stage& stage, const std::vector<language::Scenario>& scenarios,
                                     const std::vector<const defects::Defect*>& list);

}  // namespace assay::conformance::grade
