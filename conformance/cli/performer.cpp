#include "conformance/cli/performer.hpp"

#include <map>

#include "sim/world/stage.hpp"

namespace assay::conformance::cli {
namespace {

// What an instance is started with: the profile of its limits, and whether it refuses clear text.
using Kind = std::pair<std::string, bool>;

// Only who starts an instance can choose.
bool can_have(const live::TargetFile& target, const Kind& kind) {
  return !target.launch.empty() || kind == Kind(target.target.limits_profile, target.target.encryption_required);
}

}  // namespace

std::vector<Casting> castings(const std::vector<language::Scenario>& scenarios) {
  std::vector<Casting> list;
  for (const auto& scenario : scenarios) {
    for (const auto& which : scenario.cases) list.push_back({&scenario, &which});
  }
  return list;
}

Result<bool, std::string> perform(const std::vector<Casting>& list, const live::TargetFile& target,
                                  const language::RequirementTable& requirements, const PerformOptions& options,
                                  const std::function<void(reports::ScenarioReport)>& report) {
  if (target.target.virtual_time) {
    const sim::world::StageOptions how{
        .target = target.target, .defect = options.defect, .through_relay = options.through_relay, .seed = options.seed};
    for (const Casting& casting : list) report(sim::world::perform(*casting.scenario, *casting.which, requirements, how));
    return true;
  }
  if (options.defect && (options.defect->client || options.defect->told))
    return fail(options.defect->name + " lies inside the reference client, which only the simulator builds: use --target simulator");
  std::map<Kind, std::vector<Casting>> by_kind;
  for (const Casting& casting : list) {
    const std::string& wanted = casting.scenario->limits;
    by_kind[{wanted.empty() ? target.target.limits_profile : wanted, casting.scenario->encryption_required}].push_back(casting);
  }
  for (const auto& [kind, some] : by_kind) {
    const auto& [profile, encryption_required] = kind;
    if (!can_have(target, kind)) {
      for (const Casting& casting : some) {
        report(live::not_played(casting, reports::Verdict::Untestable,
                                "needs an instance with the limits profile \"" + profile + "\"" +
                                    (encryption_required ? " that refuses clear text" : "") + "; this target runs already, with others"));
      }
      continue;
    }
    auto stage = live::Stage::open(target, requirements,
                                   {.limits = profile,
                                    .encryption_required = encryption_required,
                                    .defect = options.defect,
                                    .through_relay = options.through_relay,
                                    .client_command = options.client_command,
                                    .jobs = options.jobs,
                                    .seed = options.seed});
    if (!stage) return fail(stage.error());
    if (!(*stage)->perform(some, report)) return false;
  }
  return true;
}

}  // namespace assay::conformance::cli
