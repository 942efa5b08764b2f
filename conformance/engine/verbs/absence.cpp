// receives nothing, receives nothing more: decided by a fence.

#include <fmt/core.h>

#include "conformance/engine/fence.hpp"
#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class ReceiveNothing final : public Deed {
 public:
  explicit ReceiveNothing(Cue cue) : Deed(std::move(cue)), fence_(cue_.scene, *cue_.actor) {
    if (!cue_.step.elements.empty()) forbidden_ = &cue_.step.elements.front();
  }

  Progress poll() override {
    if (forbidden_ != nullptr) {
      if (const auto name = unbound_name(*forbidden_, *cue_.names)) return fault(fmt::format("nothing is bound to {{{}}}", *name));
    }
    if (!has_begun()) return fault(fmt::format("{} has no connection on which anything could come", cue_.actor->name()));
    std::optional<Stop> stop = what_came();
    if (fault_) return fault(*fault_);
    if (stop) return *std::move(stop);
    if (is_gone() || fence_.passed()) return Done{};
    return Waiting{};
  }
  Opening opening() override {
    if (forbidden_ != nullptr && unbound_name(*forbidden_, *cue_.names)) return Done{};  // poll() says so
    if (!has_begun()) return Done{};
    if (forbidden_ == nullptr && !cue_.actor->inbox.empty()) return Misfit{"wanted nothing, got " + describe(cue_.actor->inbox.front())};
    const std::optional<Stop> stop = what_came();
    if (fault_) return Done{};
    if (stop) return Misfit{stop->reason};
    if (is_gone() || fence_.passed()) return Done{};
    return Waiting{};
  }
  std::string awaited() const override { return fence_.awaited(); }
  std::optional<Instant> wakes_at() const override { return fence_.wakes_at(); }
  bool wants_quiescence() const override { return fence_.wants_quiescence(); }

 private:
  [[nodiscard]] bool has_begun() const {
    return cue_.actor->kind() == language::ActorKind::Client || cue_.actor->connection != nullptr || !cue_.actor->inbox.empty();
  }

  /// Nothing can come where there is no connection any more.
  [[nodiscard]] bool is_gone() const {
    if (cue_.actor->kind() == language::ActorKind::Client) return false;
    const Connection* connection = cue_.actor->connection;
    return connection->phase == Phase::Over || connection->peer_finished;
  }

  std::optional<Stop> what_came() { return forbidden_ == nullptr ? anything() : the_forbidden(); }

  std::optional<Stop> the_forbidden() {
    for (const xml::Element& element : cue_.actor->handled_stanzas) {
      if (is_forbidden(element)) return came("no " + describe(*forbidden_, cue_.names.get()), element);
    }
    for (const Item& item : cue_.actor->inbox) {
      const xml::Element* element = std::get_if<xml::Element>(&item);
      if (element != nullptr && is_forbidden(*element)) return came("no " + describe(*forbidden_, cue_.names.get()), item);
    }
    return std::nullopt;
  }

  bool is_forbidden(const xml::Element& element) {
    match::Scope thrown_away(cue_.names.get());
    const auto matched = match::match_forbidden(*forbidden_, element, thrown_away, cue_.scene.functions);
    if (!matched && matched.error().is_fault) fault_ = matched.error().text();
    return matched.has_value();
  }

  std::optional<Stop> anything() {
    Actor& actor = *cue_.actor;
    if (!actor.pending.empty()) {
      Stop stop = failure("nothing", "a connection");
      stop.reason = "got a connection";
      return stop;
    }
    while (!actor.inbox.empty()) {
      if (!taken_by_others(cue_.scene, actor, actor.inbox.front(), cue_.ignored, cue_.names)) return came("nothing", actor.inbox.front());
      actor.inbox.pop_front();
    }
    return std::nullopt;
  }

  Stop came(std::string expected, const Item& item) {
    Stop stop = failure(std::move(expected), describe(item));
    stop.reason = "got " + stop.actual;
    return stop;
  }

  Fence fence_;
  const match::ElementTemplate* forbidden_ = nullptr;
  std::optional<std::string> fault_;  // what is forbidden can't be computed
};

}  // namespace

std::unique_ptr<Deed> absence(Cue cue) {
  const bool is_mine = cue.step.verb == language::Verb::ReceiveNothing || cue.step.verb == language::Verb::ReceiveNothingMore;
  if (is_mine && (cue.step.until || cue.step.through)) return absence_until(std::move(cue));
  return is_mine ? std::make_unique<ReceiveNothing>(std::move(cue)) : nullptr;
}

}  // namespace assay::conformance::engine::verbs
