// receives the code: what the stage's SMS sink brought for this actor's number.

#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class ReceiveCode final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    std::deque<std::string>& codes = cue_.actor->codes;
    if (codes.empty()) {
      if (!std::exchange(asked_, true)) cue_.scene.codes_wanted.push_back(cue_.actor->number());
      return Waiting{};
    }
    const std::string code = codes.front();
    codes.pop_front();
    const auto matched = match::match(cue_.step.content, code, "code", *cue_.names, cue_.scene.functions);
    if (matched) return Done{};
    if (matched.error().is_fault) return fault(matched.error().wanted);
    Stop stop = failure(awaited(), "another code");
    stop.path_diff = matched.error().text();
    return stop;
  }
  Opening opening() override {
    if (cue_.actor->codes.empty()) return Waiting{};
    match::Scope thrown_away(cue_.names.get());
    const auto matched = match::match(cue_.step.content, cue_.actor->codes.front(), "code", thrown_away, cue_.scene.functions);
    if (!matched && !matched.error().is_fault) return Misfit{matched.error().text()};
    return Done{};
  }
  std::string awaited() const override { return "a registration code for " + cue_.actor->number(); }

 private:
  bool asked_ = false;
};

}  // namespace

std::unique_ptr<Deed> code(Cue cue) {
  return cue.step.verb == language::Verb::ReceiveCode ? std::make_unique<ReceiveCode>(std::move(cue)) : nullptr;
}

}  // namespace assay::conformance::engine::verbs
