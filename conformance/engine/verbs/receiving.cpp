// receives, receives in any order, receives one of: of a list of templates one or all must come.

#include <memory>
#include <vector>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"
#include "conformance/match/trial.hpp"

namespace assay::conformance::engine::verbs {

namespace {

using Templates = std::vector<const match::ElementTemplate*>;

/// What the receiving sentences share: they wait for stanzas of a list.
class Receiving : public Deed {
 public:
  explicit Receiving(Cue cue) : Deed(std::move(cue)) {
    for (const match::ElementTemplate& element : cue_.step.elements) open_.push_back(&element);
  }

  Opening opening() override {
    if (first_look()) return Done{};  // poll() says what is wrong
    const Opening opening = first_fits(cue_, [this](const Item& item) { return begins(item); });
    if (fault_) return Done{};
    return opening;
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

 protected:
  /// The next item, if fits() says so.
  Progress take() {
    if (!looked_) {
      if (std::optional<Stop> stop = first_look()) return *std::move(stop);
      looked_ = true;
    }
    auto next = take_next(cue_, [this](const Item& item) { return fits(item); }, awaited(), nearest_);
    if (fault_) return fault(*fault_);
    if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
    if (std::holds_alternative<Waiting>(next)) return Waiting{};
    return Done{};
  }
  virtual Fit fits(const xml::Element& element) = 0;

  /// Why not, a line for each of open_; a template that can't be computed is noted.
  std::optional<std::string> difference(const match::ElementTemplate& wanted, const xml::Element& element, match::Bindings& names) {
    const auto matched = match::match(wanted, element, names, cue_.scene.functions);
    if (matched) return std::nullopt;
    if (matched.error().is_fault) fault_ = matched.error().text();
    return matched.error().text();
  }

  Templates open_;

 private:
  Fit fits(const Item& item) {
    const xml::Element* element = std::get_if<xml::Element>(&item);
    return element == nullptr ? Fit(fail(std::string())) : fits(*element);
  }

  // Whether it fits any of the list; nothing is bound.
  Fit begins(const Item& item) {
    const xml::Element* element = std::get_if<xml::Element>(&item);
    if (element == nullptr) return fail(std::string());
    std::string differences;
    for (const match::ElementTemplate* wanted : open_) {
      match::Trial thrown_away(*cue_.names);
      const auto found = difference(*wanted, *element, thrown_away);
      if (!found) return {};
      differences += (differences.empty() ? "" : "\n") + *found;
    }
    return fail(std::move(differences));
  }

  std::optional<Stop> first_look() {
    for (const match::ElementTemplate* element : open_) {
      if (const auto name = unbound_name(*element, *cue_.names)) return fault(fmt::format("nothing is bound to {{{}}}", *name));
    }
    const Actor& actor = *cue_.actor;
    if (actor.connection == nullptr && actor.inbox.empty()) return fault(fmt::format("{} has no connection", actor.name()));
    return std::nullopt;
  }

  bool looked_ = false;
  std::string nearest_;
  std::optional<std::string> fault_;  // a template that can't be computed
};

/// One stanza, of one template or of one of several.
class ReceiveOne final : public Receiving {
 public:
  using Receiving::Receiving;

  Progress poll() override { return take(); }

 private:
  Fit fits(const xml::Element& element) override {
    std::string differences;
    for (const match::ElementTemplate* wanted : open_) {
      const auto found = difference(*wanted, element, *cue_.names);
      if (!found) return {};
      differences += (differences.empty() ? "" : "\n") + *found;
    }
    return fail(std::move(differences));
  }
};

/// One stanza for each template. Which is whose may change as more come, so names are bound when all are there.
class ReceiveAll final : public Receiving {
 public:
  using Receiving::Receiving;

  Progress poll() override {
    while (!open_.empty()) {
      Progress progress = take();
      if (!std::holds_alternative<Done>(progress)) return progress;
    }
    names_->commit();
    return Done{};
  }

 private:
  static constexpr std::size_t kMostTries = 10'000;  // comparisons for one stanza

  Fit fits(const xml::Element& element) override {
    came_.push_back(element);
    auto names = std::make_unique<match::Trial>(*cue_.names);
    Templates left = all();
    tries_ = 0;
    if (assign(0, left, *names)) {
      names_ = std::move(names);
      open_ = std::move(left);
      return {};
    }
    came_.pop_back();
    std::string differences;
    for (const match::ElementTemplate* wanted : open_) {
      match::Trial trial(names_ ? *names_ : *names);
      if (const auto found = difference(*wanted, element, trial)) differences += (differences.empty() ? "" : "\n") + *found;
    }
    return fail(std::move(differences));
  }

  [[nodiscard]] Templates all() const {
    Templates list;
    for (const match::ElementTemplate& wanted : cue_.step.elements) list.push_back(&wanted);
    return list;
  }

  /// Gives each of came_ from `index` on a template of its own out of `left`.
  bool assign(std::size_t index, Templates& left, match::Bindings& names) {
    if (index == came_.size()) return true;
    for (std::size_t i = 0; i < left.size() && ++tries_ <= kMostTries; ++i) {
      match::Trial trial(names);
      if (!match::match(*left[i], came_[index], trial, cue_.scene.functions)) continue;
      Templates others = left;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      if (!assign(index + 1, others, trial)) continue;
      trial.commit();
      left = std::move(others);
      return true;
    }
    return false;
  }

  std::vector<xml::Element> came_;
  std::unique_ptr<match::Trial> names_;  // what came_ binds
  std::size_t tries_ = 0;
};

}  // namespace

std::unique_ptr<Deed> receiving(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::Receive:
    case language::Verb::ReceiveOneOf: return std::make_unique<ReceiveOne>(std::move(cue));
    case language::Verb::ReceiveInAnyOrder: return std::make_unique<ReceiveAll>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
