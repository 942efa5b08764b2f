#pragma once
// Plays many worlds at once. Each is deterministic by itself, so the number of threads changes nothing but the time.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::grade {

/// Where and how grading plays. What it points to outlives it.
struct Stage {
  const language::RequirementTable& requirements;
  engine::Target target;  ///< the simulator's
  std::uint64_t seed = 1;
  std::size_t threads = 1;
  /// Called from any thread, one at a time, after each task.
  std::function<void(std::size_t done, std::size_t all)> progress;
};

/// What grading keeps of a play.
struct Played {
  std::string id;
  reports::Verdict verdict = reports::Verdict::NotRun;
  std::string reason;
  std::vector<reports::Check> checks;
  std::string trace_hash;
};

/// Behind the relay or not: a scenario can be red behind it for what a relay cannot pass on (decision 0011).
enum class Way { Direct, Relayed };

[[nodiscard]] Played play(const Stage& stage, const language::Scenario& scenario, const language::Case& which,
                          const defects::Defect* defect = nullptr, Way way = Way::Direct);

/// Runs task(0) ... task(count - 1), each once, on the stage's threads.
void run_all(const Stage& stage, std::size_t count, const std::function<void(std::size_t)>& task);

}  // namespace assay::conformance::grade
