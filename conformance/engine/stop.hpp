#pragma once
// Why a play ends before its last step.

#include <string>
#include <vector>

#include "conformance/language/step.hpp"

namespace assay::conformance::engine {

struct Stop {
  enum class Kind {
    Failed,       ///< the implementation did not do what the step wants
    Fault,        ///< the suite's own: an unbound name, a function's error
    Untestable,   ///< the target cannot do what the step needs
    Unsupported,  ///< the client's shim lacks a verb
    Late,         ///< our own timer came far too late: nobody can be blamed
  };
  Kind kind = Kind::Failed;
  std::string reason;  ///< one line
  std::string expected;
  std::string actual;
  std::string path_diff;
  std::string hint;
  /// The step that stopped, then those around it: blocks and calls, innermost first. They live as long as the scenario.
  std::vector<const language::Step*> steps;
  /// The first of them with the actor's own name: "bob receives" where the definition says "{phone} receives".
  std::string said = {};
};

[[nodiscard]] inline Stop fault(std::string reason) { return {Stop::Kind::Fault, std::move(reason), {}, {}, {}, {}, {}, {}}; }
[[nodiscard]] inline Stop failure(std::string expected, std::string actual) {
  return {Stop::Kind::Failed, actual, std::move(expected), std::move(actual), {}, {}, {}, {}};
}

}  // namespace assay::conformance::engine
