// receives nothing, with `until:` or `through:`: the fence is an event that the scenario itself causes, behind which what is forbidden
// cannot come any more. It is taken; what came before it and is neither forbidden nor it stays for the steps that follow.

#include <fmt/core.h>

#include "conformance/engine/handlers.hpp"
#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class ReceiveNothingUntil final : public Deed {
 public:
  explicit ReceiveNothingUntil(Cue cue) : Deed(std::move(cue)), marker_(cue_.step.until ? *cue_.step.until : *cue_.step.through) {
    if (!cue_.step.elements.empty()) forbidden_ = &cue_.step.elements.front();
  }

  Progress poll() override {
    if (const auto name = unbound()) return fault(fmt::format("nothing is bound to {{{}}}", *name));
    Actor& actor = *cue_.actor;
    if (actor.connection == nullptr) return fault(fmt::format("{} has no connection on which anything could come", actor.name()));
    if (forbidden_ != nullptr) {
      for (const xml::Element& element : actor.handled_stanzas) {
        if (is_forbidden(element)) return came(element);
      }
    }
    Progress progress = look(actor);
    if (fault_) return fault(*fault_);
    return progress;
  }
  std::string awaited() const override { return fmt::format("{} (a fence)", describe(marker_, cue_.names.get())); }
  std::string nearest() const override { return nearest_; }

 private:
  [[nodiscard]] std::optional<std::string> unbound() const {
    if (auto name = unbound_name(marker_, *cue_.names)) return name;
    return forbidden_ == nullptr ? std::nullopt : unbound_name(*forbidden_, *cue_.names);
  }

  Progress look(Actor& actor) {
    for (std::size_t i = 0; i < actor.inbox.size();) {
      const auto at = actor.inbox.begin() + static_cast<std::ptrdiff_t>(i);
      const xml::Element* element = std::get_if<xml::Element>(&*at);
      if (element != nullptr && is_marker(*element)) {
        taken(cue_.scene, actor, *element);
        actor.inbox.erase(at);
        cue_.scene.fence_used(cue_.step.until ? reports::FenceKind::SecondEvent : reports::FenceKind::Through);
        return Done{};
      }
      if (forbidden_ != nullptr && element != nullptr && is_forbidden(*element)) return came(*at);
      if (forbidden_ != nullptr) {
        ++i;
      } else if (taken_by_others(cue_.scene, actor, *at, cue_.ignored, cue_.names)) {
        actor.inbox.erase(at);
      } else {
        return came(*at);
      }
    }
    return Waiting{};
  }

  bool is_marker(const xml::Element& element) {
    const auto matched = match::match(marker_, element, *cue_.names, cue_.scene.functions);
    if (!matched && matched.error().is_fault) fault_ = matched.error().wanted;
    if (!matched) nearest_ = matched.error().text();
    return matched.has_value();
  }

  bool is_forbidden(const xml::Element& element) {
    match::Scope thrown_away(cue_.names.get());
    const auto matched = match::match_forbidden(*forbidden_, element, thrown_away, cue_.scene.functions);
    if (!matched && matched.error().is_fault) fault_ = matched.error().wanted;
    return matched.has_value();
  }

  Stop came(const Item& item) const {
    Stop stop =
        failure(forbidden_ == nullptr ? "nothing before " + awaited() : "no " + describe(*forbidden_, cue_.names.get()), describe(item));
    stop.reason = "got " + stop.actual;
    return stop;
  }

  const match::ElementTemplate& marker_;
  const match::ElementTemplate* forbidden_ = nullptr;
  std::string nearest_;
  std::optional<std::string> fault_;  // a template that can't be computed
};

}  // namespace

std::unique_ptr<Deed> absence_until(Cue cue) { return std::make_unique<ReceiveNothingUntil>(std::move(cue)); }

}  // namespace assay::conformance::engine::verbs
