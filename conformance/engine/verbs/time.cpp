// `30 days pass`: none at all in virtual time. On a live target the scenario's own instance is set forward if it can be; else a few seconds
// are waited for, and more is not testable.

#include <fmt/core.h>

#include "conformance/engine/verbs/ordered.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/language/time_unit.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class Pass final : public Ordered {
 public:
  using Ordered::Ordered;

  Progress poll() override {
    if (!span_) {
      span_ = time_said();
      if (!span_) return fault(no_time());
      if (std::optional<Stop> stop = begin()) return *std::move(stop);
    }
    return asked() ? set_forward() : waited();
  }
  std::optional<Instant> wakes_at() const override { return until_ ? until_ : Ordered::wakes_at(); }

 private:
  std::optional<Stop> begin() {
    const Target& target = cue_.scene.target;
    if (!target.virtual_time && target.clock_control && cue_.scene.is_exclusive) {
      ask({StageOrder::What::Advance, *span_});
      return std::nullopt;
    }
    if (!target.virtual_time && *span_ > language::kWaitedForReally) {
      return Stop{Stop::Kind::Untestable, "the target has no clock that can be set forward", {}, {}, {}, {}, {}};
    }
    until_ = cue_.scene.now.monotonic + *span_;
    cue_.scene.transcript.note({}, cue_.step.text);
    return std::nullopt;
  }

  Progress set_forward() {
    Progress progress = answered("the server's clocks set forward");
    if (std::holds_alternative<Done>(progress)) cue_.scene.wall_ahead += *span_;
    return progress;
  }

  Progress waited() const {
    if (cue_.scene.now.monotonic >= *until_) return Done{};
    return Waiting{};
  }

  std::optional<Duration> span_;
  std::optional<Instant> until_;
};

}  // namespace

std::unique_ptr<Deed> time(Cue cue) { return cue.step.verb == language::Verb::Pass ? std::make_unique<Pass>(std::move(cue)) : nullptr; }

}  // namespace assay::conformance::engine::verbs
