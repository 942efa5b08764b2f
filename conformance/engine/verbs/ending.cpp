// How a connection ends: is disconnected, is disconnected in the end.

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/verbs/verbs.hpp"

namespace assay::conformance::engine::verbs {

namespace {

/// A closing tag before the end belongs to it.
class IsDisconnected final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (cue_.actor->connection == nullptr) return fault(fmt::format("{} has no connection that could end", cue_.actor->name()));
    std::string nearest;
    while (!is_gone()) {
      auto next = take_next(cue_, fits, awaited(), nearest);
      if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
      if (std::holds_alternative<Waiting>(next)) return Waiting{};
      if (std::holds_alternative<Disconnected>(std::get<Taken>(next).item)) return Done{};
    }
    return Done{};
  }
  Opening opening() override {
    if (cue_.actor->connection == nullptr || is_gone()) return Done{};
    return first_fits(cue_, fits);
  }
  std::string awaited() const override { return "the peer's end of the connection"; }

 private:
  static Fit fits(const Item& item) {
    if (std::holds_alternative<PeerClosedStream>(item) || std::holds_alternative<Disconnected>(item)) return {};
    return fail(std::string());
  }
  [[nodiscard]] bool is_gone() const {
    const Connection* connection = cue_.actor->connection;
    return (connection->phase == Phase::Over || connection->peer_finished) && cue_.actor->inbox.empty();
  }
};

/// Whatever comes before the end is taken, even what cannot be read.
class IsDisconnectedInTheEnd final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (cue_.actor->connection == nullptr) return fault(fmt::format("{} has no connection that could end", cue_.actor->name()));
    if (!has_ended()) return Waiting{};
    cue_.actor->inbox.clear();
    return Done{};
  }
  Opening opening() override {
    if (cue_.actor->connection == nullptr || has_ended()) return Done{};
    return Waiting{};
  }
  std::string awaited() const override { return "the peer's end of the connection, whatever comes before it"; }

 private:
  [[nodiscard]] bool has_ended() const {
    const Actor& actor = *cue_.actor;
    return actor.connection->phase == Phase::Over || actor.connection->peer_finished ||
           std::any_of(actor.inbox.begin(), actor.inbox.end(), [](const Item& item) { return std::holds_alternative<Disconnected>(item); });
  }
};

}  // namespace

std::unique_ptr<Deed> ending(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::IsDisconnected: return std::make_unique<IsDisconnected>(std::move(cue));
    case language::Verb::DisconnectedAtLast: return std::make_unique<IsDisconnectedInTheEnd>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
