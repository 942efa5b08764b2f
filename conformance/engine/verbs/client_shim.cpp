// does, reports: a client under test, behind its shim.

#include <fmt/core.h>

#include "conformance/engine/shim_event.hpp"
#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/command_template.hpp"
#include "conformance/match/report_template.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class DoCommand final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    const auto line = match::json_line(cue_.step.command, *cue_.names, cue_.scene.functions);
    if (!line) return fault(line.error());
    cue_.scene.transcript.line({"shim", cue_.actor->name()}, *line);
    cue_.scene.is_quiet = false;
    cue_.scene.shim_lines.push_back({cue_.actor->name(), *line});
    return Done{};
  }
  std::string awaited() const override { return {}; }
};

class Report final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (const auto name = unbound_name(cue_.step.report, *cue_.names)) return fault(fmt::format("nothing is bound to {{{}}}", *name));
    const auto wants = [this](const Item& item) { return fits(item, *cue_.names); };
    auto next = take_next(cue_, wants, awaited(), nearest_);
    if (fault_) return fault(*fault_);
    if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
    if (std::holds_alternative<Waiting>(next)) return Waiting{};
    return Done{};
  }
  Opening opening() override {
    if (unbound_name(cue_.step.report, *cue_.names)) return Done{};  // poll() says so
    match::Scope thrown_away(cue_.names.get());
    Opening opening = first_fits(cue_, [&](const Item& item) { return fits(item, thrown_away); });
    if (fault_) return Done{};  // poll() says so
    return opening;
  }
  std::string awaited() const override { return describe(cue_.step.report, cue_.names.get()); }
  std::string nearest() const override { return nearest_; }

 private:
  Fit fits(const Item& item, match::Bindings& names) {
    const ShimEvent* event = std::get_if<ShimEvent>(&item);
    if (event == nullptr) return fail(std::string());
    const auto matched = match::match(cue_.step.report, event->fields, names, cue_.scene.functions);
    if (!matched && matched.error().is_fault) fault_ = matched.error().text();
    if (!matched) return fail(matched.error().text());
    return {};
  }

  std::string nearest_;
  std::optional<std::string> fault_;  // the template can't be computed
};

}  // namespace

std::unique_ptr<Deed> client_shim(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::Do: return std::make_unique<DoCommand>(std::move(cue));
    case language::Verb::Report: return std::make_unique<Report>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
