#include "conformance/engine/truth_reading_test.hpp"

#include <algorithm>

#include "conformance/engine/play.hpp"
#include "conformance/language/builtins.hpp"

namespace assay::conformance::engine::truth {

namespace {

using language::Step;
using match::ElementTemplate;
using match::Expr;
using match::TextTemplate;
using Words = std::set<std::string>;

std::string kind_of(const Expr& expr) {
  switch (expr.kind) {
    case Expr::Kind::Name: return expr.text.find('.') == std::string::npos ? "value {x}" : "value {x.field}";
    case Expr::Kind::Literal: return "value 'literal'";
    case Expr::Kind::Call: return expr.field.empty() ? "value {f(x)}" : "value {f(x).field}";
    case Expr::Kind::Any: return "pattern {any}";
    case Expr::Kind::Regex: return "pattern {/regex/}";
    case Expr::Kind::Range: return "pattern {1..9}";
    case Expr::Kind::OneOf: return "pattern {one of a, b}";
    case Expr::Kind::After: return "pattern {after now}";
  }
  return {};
}

void read(const Expr& expr, Words& out) {
  out.insert(kind_of(expr));
  if (!expr.binder.empty()) out.insert("value {x = ...}");
  if (expr.kind == Expr::Kind::Call) out.insert("function " + expr.text);
  for (const Expr& argument : expr.arguments) read(argument, out);
}

void read(const TextTemplate& text, Words& out) {
  for (const auto& piece : text.pieces) {
    if (const Expr* expr = std::get_if<Expr>(&piece)) read(*expr, out);
  }
}

void read(const ElementTemplate& element, Words& out) {
  if (element.absent) out.insert("mark s:absent");
  if (element.optional) out.insert("mark s:optional");
  if (element.unordered) out.insert("mark s:unordered");
  if (element.strictness == match::Strictness::Strict) out.insert("mark s:strict=\"true\"");
  if (element.strictness == match::Strictness::Lenient) out.insert("mark s:strict=\"false\"");
  if (element.each) out.insert(element.each->items.empty() ? "mark s:each=\"n in 1..9\"" : "mark s:each=\"n in a, b\"");
  for (const auto& attribute : element.attributes) {
    if (match::wants_absence(attribute.value)) {
      out.insert("mark a=\"{absent}\"");
    } else {
      read(attribute.value, out);
    }
  }
  for (const auto& item : element.content) {
    if (const auto* child = std::get_if<ElementTemplate>(&item)) {
      read(*child, out);
    } else {
      read(std::get<TextTemplate>(item), out);
    }
  }
}

void read_sentence(const Step& step, Words& out) {
  if (step.verb == language::Verb::Call) {
    out.insert("sentence of one's own");
    return;
  }
  const auto words = language::tokens(step.text);
  for (const language::Builtin& builtin : language::builtins()) {
    if (words && builtin.verb == step.verb && language::fit(builtin.header, *words)) {
      out.insert("sentence " + builtin.header.text);
      return;
    }
  }
}

void read_keys(const Step& step, Words& out) {
  if (!step.checks.empty()) out.insert("key checks");
  if (!step.needs.empty()) out.insert("key needs");
  if (step.within) out.insert("key within");
  if (!step.because.empty()) out.insert("key because");
  if (!step.ignores.empty()) out.insert("key ignores");
  if (!step.as_record.empty() || !step.as_names.empty()) out.insert("key as");
}

/// The step alone, without what it holds or calls.
void read(const Step& step, Words& out) {
  read_sentence(step, out);
  read_keys(step, out);
  for (const auto& element : step.elements) read(element, out);
  for (const auto& element : step.ignores) read(element, out);
  read(step.content, out);
  for (const TextTemplate* text : match::texts(step.command)) read(*text, out);
  for (const auto& [path, text] : step.report) read(text, out);
  for (const auto& assignment : step.assignments) read(assignment.value, out);
  for (const auto& argument : step.arguments) read(argument.value, out);
}

template <class Visit>
void walk(const std::vector<Step>& steps, std::size_t from, const Visit& visit) {
  for (std::size_t i = from; i < steps.size(); ++i) {
    visit(steps[i]);
    for (const auto& branch : steps[i].branches) walk(branch, 0, visit);
    for (const language::Definition* definition : steps[i].candidates) walk(definition->steps, 0, visit);
  }
}

/// The places of what stopped the play or was left out, the innermost first.
std::vector<reports::Place> blamed(const reports::ScenarioReport& report) {
  std::vector<reports::Place> out;
  for (const reports::Failure& failure : report.failures) {
    out.push_back(failure.place);
    for (const reports::Caller& caller : failure.callers) out.push_back(caller.place);
  }
  for (const reports::Check& check : report.checks) {
    if (check.place && check.verdict != reports::Verdict::Pass) out.push_back(*check.place);
  }
  return out;
}

}  // namespace

void read_language(const language::Scenario& scenario, std::size_t steps_before, const reports::ScenarioReport& report, Outcome& outcome) {
  if (report.verdict == reports::Verdict::Pass) {
    walk(scenario.steps, steps_before, [&](const Step& step) { read(step, outcome.shown); });
    for (const auto& element : scenario.ignores) read(element, outcome.shown);
    for (const auto& member : scenario.cast) outcome.shown.insert("actor " + std::string(language::name(member.kind)));
    if (!scenario.ignores.empty()) outcome.shown.insert("key ignores");
    return;
  }
  const std::vector<reports::Place> places = blamed(report);
  const auto visit = [&](const Step& step) {
    const reports::Place place{step.where.file, static_cast<int>(step.where.place.line), static_cast<int>(step.where.place.column)};
    if (std::find(places.begin(), places.end(), place) == places.end()) return;
    read(step, outcome.failed);
    const auto* actor = step.actor ? scenario.find_actor(step.actor->word) : nullptr;
    if (actor != nullptr) outcome.failed.insert("actor " + std::string(language::name(actor->kind)));
  };
  walk(scenario.steps, 0, visit);
  for (const auto& member : scenario.cast) walk(member.setup, 0, visit);
}

std::set<std::string> whole_language() {
  Words all = {
      "value {x}",
      "value {x.field}",
      "value 'literal'",
      "value {f(x)}",
      "value {f(x).field}",
      "value {x = ...}",
      "pattern {any}",
      "pattern {/regex/}",
      "pattern {1..9}",
      "pattern {one of a, b}",
      "pattern {after now}",
      "mark s:absent",
      "mark s:optional",
      "mark s:unordered",
      "mark s:strict=\"true\"",
      "mark s:strict=\"false\"",
      "mark s:each=\"n in 1..9\"",
      "mark s:each=\"n in a, b\"",
      "mark a=\"{absent}\"",
      "key checks",
      "key needs",
      "key within",
      "key because",
      "key ignores",
      "key as",
      "actor phone",
      "actor raw",
      "actor server",
      "actor client",
      "sentence of one's own",
  };
  for (const language::Builtin& builtin : language::builtins()) all.insert("sentence " + builtin.header.text);
  for (const language::FunctionSignature& function : function_signatures()) all.insert("function " + function.name);
  return all;
}

}  // namespace assay::conformance::engine::truth
