// `carol said "{o.body}": Hello`: a value that the play has come by, such as what it decrypted, against a pattern. What cannot be computed
// was not said either: whoever sent something that nobody can read fails here.

#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class Said final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    const auto value = match::evaluate(cue_.step.arguments.front().value, *cue_.names, cue_.scene.functions);
    if (!value) return failure(awaited(), value.error());
    const auto matched = match::match(cue_.step.content, *value, "value", *cue_.names, cue_.scene.functions);
    if (matched) return Done{};
    if (matched.error().is_fault) return fault(matched.error().wanted);
    Stop stop = failure(awaited(), "another value");
    stop.path_diff = matched.error().text();
    return stop;
  }
  std::string awaited() const override { return "what fits " + match::describe(cue_.step.content); }
};

}  // namespace

std::unique_ptr<Deed> said(Cue cue) { return cue.step.verb == language::Verb::Said ? std::make_unique<Said>(std::move(cue)) : nullptr; }

}  // namespace assay::conformance::engine::verbs
