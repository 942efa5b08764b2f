#include "conformance/grade/player.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "sim/world/stage.hpp"

namespace assay::conformance::grade {

Played play(const Stage& stage, const language::Scenario& scenario, const language::Case& which, const defects::Defect* defect, Way way) {
  sim::world::StageOptions how;
  how.target = stage.target;
  how.defect = defect;
  how.through_relay = way == Way::Relayed;
  how.seed = stage.seed;
  reports::ScenarioReport report = sim::world::perform(scenario, which, stage.requirements, how);
  return {std::move(report.id), report.verdict, std::move(report.reason), std::move(report.checks), std::move(report.trace_hash)};
}

void run_all(const Stage& stage, std::size_t count, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      task(i);
      const std::lock_guard lock(telling);
      ++done;
      if (stage.progress) stage.progress(done, count);
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min(stage.threads, count); ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

}  // namespace assay::conformance::grade
