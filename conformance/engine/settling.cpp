#include "conformance/engine/settling.hpp"

#include <algorithm>

#include "conformance/engine/fence.hpp"

namespace assay::conformance::engine {

bool Settling::is_unanswered() const {
  return std::any_of(asked_.begin(), asked_.end(), [](const auto& asked) {
    const auto& [actor, id] = asked;
    const auto ping = std::find_if(actor->pings.begin(), actor->pings.end(), [&id = id](const FencePing& sent) { return sent.id == id; });
    return ping != actor->pings.end() && !ping->answered && !has_left(*actor);
  });
}

bool Settling::done() {
  while (!is_unanswered()) {
    if (rounds_ == kRounds) return true;
    ++rounds_;
    asked_.clear();
    for (const auto& actor : scene_.cast()) {
      // A server that the play itself is has nothing to prove.
      const bool is_asked = can_ping(*actor) && actor->connection->peer_lane == scene_.target_lane();
      if (is_asked) asked_.emplace_back(actor.get(), ping_for_fence(scene_, *actor));
    }
  }
  return false;
}

}  // namespace assay::conformance::engine
