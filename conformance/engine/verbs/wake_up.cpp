// is woken up, is not woken up: what the stage's push service was given for this actor.

#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class WokenUp final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    std::deque<std::string>& wake_ups = cue_.actor->wake_ups;
    if (wake_ups.empty()) return Waiting{};
    const std::string said = wake_ups.front();
    wake_ups.pop_front();
    const auto matched = match::match(cue_.step.content, said, "wake-up", *cue_.names, cue_.scene.functions);
    if (matched) return Done{};
    if (matched.error().is_fault) return fault(matched.error().wanted);
    Stop stop = failure(awaited(), "a wake-up that says " + said);
    stop.path_diff = matched.error().text();
    return stop;
  }
  Opening opening() override {
    if (cue_.actor->wake_ups.empty()) return Waiting{};
    match::Scope thrown_away(cue_.names.get());
    const auto matched = match::match(cue_.step.content, cue_.actor->wake_ups.front(), "wake-up", thrown_away, cue_.scene.functions);
    if (!matched && !matched.error().is_fault) return Misfit{matched.error().text()};
    return Done{};
  }
  std::string awaited() const override { return "a wake-up for " + cue_.actor->name(); }
};

// Looks at what has come, and waits for nothing: an event of the scenario's own says that it would have.
class NotWokenUp final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (cue_.actor->wake_ups.empty()) return Done{};
    return failure(awaited(), "a wake-up");
  }
  std::string awaited() const override { return "no wake-up for " + cue_.actor->name(); }
};

}  // namespace

std::unique_ptr<Deed> wake_up(Cue cue) {
  if (cue.step.verb == language::Verb::WokenUp) return std::make_unique<WokenUp>(std::move(cue));
  return cue.step.verb == language::Verb::NotWokenUp ? std::make_unique<NotWokenUp>(std::move(cue)) : nullptr;
}

}  // namespace assay::conformance::engine::verbs
