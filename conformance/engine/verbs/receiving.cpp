// receives, receives in any order, receives one of: one deed over a list of templates, of which all or one must come.

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class Receive final : public Deed {
 public:
  explicit Receive(Cue cue) : Deed(std::move(cue)) {
    for (const match::ElementTemplate& element : cue_.step.elements) open_.push_back(&element);
  }

  Progress poll() override {
    if (!looked_) {
      if (std::optional<Stop> stop = first_look()) return *std::move(stop);
    }
    while (!open_.empty()) {
      const auto wants = [this](const Item& item) { return fits(item); };
      auto next = take_next(cue_, wants, awaited(), nearest_);
      if (fault_) return fault(*fault_);
      if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
      if (std::holds_alternative<Waiting>(next)) return Waiting{};
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(fitted_));
      if (cue_.step.verb == language::Verb::ReceiveOneOf) break;
    }
    return Done{};
  }

  std::string awaited() const override {
    const char* separator = cue_.step.verb == language::Verb::ReceiveOneOf ? "\nor " : "\nand ";
    std::string text;
    for (const match::ElementTemplate* element : open_) {
      if (!text.empty()) text += separator;
      text += describe(*element, cue_.names.get());
    }
    return text;
  }
  std::string nearest() const override { return nearest_; }

 private:
  std::optional<Stop> first_look() {
    looked_ = true;
    for (const match::ElementTemplate* element : open_) {
      if (const auto name = unbound_name(*element, *cue_.names)) return fault(fmt::format("nothing is bound to {{{}}}", *name));
    }
    const Actor& actor = *cue_.actor;
    if (actor.connection == nullptr && actor.inbox.empty()) return fault(fmt::format("{} has no connection", actor.name()));
    return std::nullopt;
  }

  Fit fits(const Item& item) {
    const xml::Element* element = std::get_if<xml::Element>(&item);
    if (element == nullptr) return fail(std::string());
    std::string differences;
    for (fitted_ = 0; fitted_ < open_.size(); ++fitted_) {
      const auto matched = match::match(*open_[fitted_], *element, *cue_.names, cue_.scene.functions);
      if (matched) return {};
      if (matched.error().is_fault) fault_ = matched.error().text();
      differences += (differences.empty() ? "" : "\n") + matched.error().text();
    }
    return fail(std::move(differences));
  }

  std::vector<const match::ElementTemplate*> open_;
  std::size_t fitted_ = 0;  // which of open_ the item fits
  bool looked_ = false;
  std::string nearest_;
  std::optional<std::string> fault_;  // a template that can't be computed
};

}  // namespace

std::unique_ptr<Deed> receiving(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::Receive:
    case language::Verb::ReceiveInAnyOrder:
    case language::Verb::ReceiveOneOf: return std::make_unique<Receive>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
