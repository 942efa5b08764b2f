#include "conformance/language/scenario.hpp"

#include <algorithm>
#include <set>

namespace assay::conformance::language {
namespace {

using Seen = std::set<const Definition*>;

void collect(const std::vector<Step>& steps, std::set<std::string>& checks, Seen& seen) {
  for (const auto& step : steps) {
    checks.insert(step.checks.begin(), step.checks.end());
    for (const auto& branch : step.branches) {
      collect(branch, checks, seen);
    }
    for (const auto* definition : step.candidates) {
      if (seen.insert(definition).second) {
        collect(definition->steps, checks, seen);
      }
    }
  }
}

}  // namespace

std::string_view name(ActorKind kind) {
  switch (kind) {
    case ActorKind::Phone: return "phone";
    case ActorKind::Raw: return "raw";
    case ActorKind::Server: return "server";
    case ActorKind::Client: return "client";
  }
  return "phone";
}

const std::vector<std::string>& actor_kinds() {
  static const std::vector<std::string> kinds = {"phone", "raw", "server", "client"};
  return kinds;
}

std::vector<std::string> Scenario::all_checks() const {
  std::set<std::string> found(checks.begin(), checks.end());
  Seen seen;
  collect(steps, found, seen);
  return {found.begin(), found.end()};
}

const CastMember* Scenario::find_actor(std::string_view wanted) const {
  const auto found = std::find_if(cast.begin(), cast.end(), [&](const CastMember& member) { return member.name == wanted; });
  return found == cast.end() ? nullptr : &*found;
}

}  // namespace assay::conformance::language
