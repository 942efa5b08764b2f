// listens, accepts: a server played by the engine.

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/verbs/verbs.hpp"

namespace assay::conformance::engine::verbs {

namespace {

std::optional<Stop> no_server(const Actor& actor) {
  if (actor.kind() == language::ActorKind::Server) return std::nullopt;
  return fault(
      fmt::format("{} is a {} actor: only a server, {{ kind: server }}, listens and accepts", actor.name(), language::name(actor.kind())));
}

class ListenForClients final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (std::optional<Stop> stop = no_server(*cue_.actor)) return *std::move(stop);
    if (!asked_ && !cue_.actor->listens_at) {
      asked_ = true;
      cue_.scene.listens.push_back({cue_.actor->name()});
    }
    if (!cue_.actor->listens_at) return Waiting{};
    return Done{};
  }
  std::string awaited() const override { return "a port to listen on"; }

 private:
  bool asked_ = false;
};

class Accept final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (std::optional<Stop> stop = no_server(actor)) return *std::move(stop);
    if (actor.pending.empty()) return Waiting{};
    actor.connection = actor.pending.front();
    actor.pending.pop_front();
    for (Item& item : actor.connection->early) actor.inbox.push_back(std::move(item));
    actor.connection->early.clear();
    return Done{};
  }
  Opening opening() override {
    if (cue_.actor->pending.empty() && !no_server(*cue_.actor)) return Waiting{};
    return Done{};
  }
  std::string awaited() const override { return "a connection"; }
};

}  // namespace

std::unique_ptr<Deed> server_side(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::Listen: return std::make_unique<ListenForClients>(std::move(cue));
    case language::Verb::Accept: return std::make_unique<Accept>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
