// `30 days pass`: none at all in virtual time; in real time a few seconds are waited for, more is not testable.

#include <charconv>
#include <map>

#include <fmt/core.h>

#include "conformance/engine/verbs/verbs.hpp"

namespace assay::conformance::engine::verbs {

namespace {

constexpr Duration kWaitedForReally = std::chrono::seconds{5};
constexpr Duration kLongest = std::chrono::hours{24 * 3'650};

std::optional<Duration> unit(std::string_view word) {
  static const std::map<std::string_view, Duration> kUnits{{"second", std::chrono::seconds{1}},
                                                           {"minute", std::chrono::minutes{1}},
                                                           {"hour", std::chrono::hours{1}},
                                                           {"day", std::chrono::hours{24}}};
  if (!word.empty() && word.back() == 's') word.remove_suffix(1);
  const auto found = kUnits.find(word);
  return found == kUnits.end() ? std::nullopt : std::optional<Duration>(found->second);
}

class Pass final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (!until_) {
      const std::optional<Duration> span = duration();
      if (!span) return fault(fmt::format("\"{}\" is no time", cue_.step.text));
      if (!cue_.scene.target.virtual_time && *span > kWaitedForReally) {
        return Stop{Stop::Kind::Untestable, "the target has no clock that can be set forward", {}, {}, {}, {}, {}};
      }
      until_ = cue_.scene.now.monotonic + *span;
      cue_.scene.transcript.note({}, cue_.step.text);
    }
    if (cue_.scene.now.monotonic >= *until_) return Done{};
    return Waiting{};
  }
  std::string awaited() const override { return cue_.step.text; }
  std::optional<Instant> wakes_at() const override { return until_; }

 private:
  [[nodiscard]] std::optional<Duration> duration() {
    if (cue_.step.arguments.size() < 2) return std::nullopt;
    const auto count = match::evaluate(cue_.step.arguments[0].value, *cue_.names, cue_.scene.functions);
    const std::optional<Duration> one = unit(cue_.step.arguments[1].word);
    if (!count || !one) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(count->data(), count->data() + count->size(), number);
    if (error != std::errc{} || end != count->data() + count->size() || number < 0 || number > kLongest / *one) return std::nullopt;
    return *one * number;
  }

  std::optional<Instant> until_;
};

}  // namespace

std::unique_ptr<Deed> time(Cue cue) { return cue.step.verb == language::Verb::Pass ? std::make_unique<Pass>(std::move(cue)) : nullptr; }

}  // namespace assay::conformance::engine::verbs
