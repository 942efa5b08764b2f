// `the store holds nothing of: X`: the stage looks through all that the implementation keeps, for X in every form in which it could be read.

#include "conformance/engine/verbs/ordered.hpp"
#include "conformance/engine/verbs/verbs.hpp"

namespace assay::conformance::engine::verbs {

namespace {

/// Shorter ones lie in any store by accident.
constexpr std::size_t kShortest = 4;

class SearchStore final : public Ordered {
 public:
  using Ordered::Ordered;

  Progress poll() override {
    if (!asked()) {
      const auto sought = match::evaluate(cue_.step.content, *cue_.names, cue_.scene.functions);
      if (!sought) return fault(sought.error());
      if (sought->size() < kShortest) return fault("a text of less than four octets lies in any store by accident");
      ask({StageOrder::What::Search, {}, *sought});
    }
    return answered("nothing of it in the store");
  }
};

}  // namespace

std::unique_ptr<Deed> store(Cue cue) {
  return cue.step.verb == language::Verb::SearchStore ? std::make_unique<SearchStore>(std::move(cue)) : nullptr;
}

}  // namespace assay::conformance::engine::verbs
