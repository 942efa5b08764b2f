#include "conformance/engine/verbs/ordered.hpp"

#include <fmt/core.h>

#include "conformance/language/time_unit.hpp"

namespace assay::conformance::engine::verbs {

namespace {

/// Longer than any stage waits for an implementation.
constexpr Duration kStagePatience = std::chrono::seconds{120};

}  // namespace

void Ordered::ask(StageOrder order) {
  cue_.scene.transcript.note({}, cue_.step.text);
  number_ = cue_.scene.ask_stage(order);
  gives_up_at_ = cue_.scene.now.monotonic + kStagePatience;
}

Progress Ordered::answered(const std::string& expected) {
  const StageAnswer* answer = cue_.scene.stage_answer(*number_);
  if (answer == nullptr) {
    if (cue_.scene.now.monotonic < *gives_up_at_) return Waiting{};
    return Stop{Stop::Kind::Late, "the stage did not answer within two minutes", {}, {}, {}, {}, {}};
  }
  switch (answer->outcome) {
    case StageAnswer::Outcome::Done: return Done{};
    case StageAnswer::Outcome::Cannot: return Stop{Stop::Kind::Untestable, answer->why, {}, {}, {}, {}, {}};
    case StageAnswer::Outcome::Failed: return failure(expected, answer->why);
  }
  return Done{};
}

std::optional<Duration> Ordered::time_said() const {
  if (cue_.step.arguments.size() < 2) return std::nullopt;
  const auto count = match::evaluate(cue_.step.arguments[0].value, *cue_.names, cue_.scene.functions);
  if (!count) return std::nullopt;
  return language::time_span(*count, cue_.step.arguments[1].word);
}

std::string Ordered::no_time() const {
  if (cue_.step.arguments.size() < 2) return fmt::format("\"{}\" is no time", cue_.step.text);
  const auto count = match::evaluate(cue_.step.arguments[0].value, *cue_.names, cue_.scene.functions);
  return count ? fmt::format("\"{} {}\" is no time", *count, cue_.step.arguments[1].word) : count.error();
}

}  // namespace assay::conformance::engine::verbs
