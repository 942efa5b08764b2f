#include <fmt/format.h>

#include "reports/writers/html_parts.hpp"
#include "reports/writers/html_text.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

std::string verdict_class(Verdict verdict) { return verdict == Verdict::NotRun ? "not-run" : std::string(name(verdict)); }

std::string verdict_badge(Verdict verdict) {
  return fmt::format("<span class=\"verdict {}\">{}</span>", verdict_class(verdict), name(verdict));
}

namespace {

std::string known(const Check& check) {
  if (!check.known) return {};
  const bool is_web = check.known->link.rfind("https://", 0) == 0 || check.known->link.rfind("http://", 0) == 0;
  const std::string link = html_line(check.known->link);
  return fmt::format("<span class=\"known\">known failure: {} {}</span>", html_line(check.known->reason),
                     is_web ? fmt::format("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", link) : link);
}

std::string check_row(const RunReport& run, const Check& check) {
  const bool linked = find_requirement(run, check.requirement) != nullptr;
  const std::string id = html_line(check.requirement);
  const std::string cell = linked ? fmt::format("<a href=\"#{}\">{}</a>", anchor("requirement", check.requirement), id) : id;
  const std::string place = check.place ? fmt::format("<span class=\"place\">{}</span>", html_line(to_string(*check.place))) : "";
  return fmt::format("<li>{}<span class=\"id\">{}</span><span class=\"why\">{} {} {}</span></li>", verdict_badge(check.verdict), cell,
                     html_line(check.reason), known(check), place);
}

std::string checks(const RunReport& run, const ScenarioReport& scenario) {
  if (scenario.checks.empty()) return {};
  std::string text = "<h4>Checks</h4>\n<ul class=\"checks\">\n";
  for (const Check& check : scenario.checks) text += check_row(run, check) + "\n";
  return text + "</ul>\n";
}

std::string scenario_fact(std::string_view term, const std::string& value) {
  return value.empty() ? "" : fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", term, html_line(value));
}

std::string scenario_facts(const ScenarioReport& scenario) {
  std::string fences;
  for (const FenceKind fence : scenario.fences) fences += (fences.empty() ? "" : ", ") + std::string(name(fence));
  std::string choices;
  for (const Choice& choice : scenario.choices) choices += (choices.empty() ? "" : ", ") + choice.taken;
  return "<dl class=\"facts\">" + scenario_fact("File", scenario.file) + scenario_fact("Stage", scenario.stage) +
         scenario_fact("Seed", std::to_string(scenario.seed)) +
         scenario_fact(scenario.stage == "simulator" ? "Took, in virtual time" : "Took", spoken(scenario.duration)) +
         scenario_fact("Absence proved by", fences) + scenario_fact("Choices", choices) + scenario_fact("Trace hash", scenario.trace_hash) +
         "</dl>\n";
}

std::string searchable(const ScenarioReport& scenario) {
  std::string text = scenario.id + " " + scenario.title + " " + scenario.reason;
  for (const Check& check : scenario.checks) text += " " + check.requirement;
  return html_line(text);
}

std::string head(const ScenarioReport& scenario) {
  const std::string tag = is_known_deviation(scenario) ? " <span class=\"known\">known</span>" : "";
  return fmt::format(
      "<summary>{}<span class=\"what\"><span class=\"title\">{}{}</span><code>{}</code></span><span class=\"took\">{}</span></summary>\n",
      verdict_badge(scenario.verdict), html_line(scenario.title), tag, html_line(scenario.id), spoken(scenario.duration));
}

}  // namespace

std::string scenario_html(const RunReport& run, const ScenarioReport& scenario) {
  std::string text = fmt::format("<details class=\"scenario\" id=\"{}\" data-verdict=\"{}\" data-find=\"{}\"{}>\n",
                                 anchor("scenario", scenario.id), verdict_class(scenario.verdict), searchable(scenario),
                                 is_red(scenario.verdict) && !is_known_failure(scenario) ? " open" : "");
  text += head(scenario) + "<div class=\"inside\">\n";
  if (!scenario.reason.empty()) text += fmt::format("<p class=\"reason\">{}</p>\n", html_text(scenario.reason));
  for (const Failure& failure : scenario.failures) text += failure_html(run, failure);
  const std::string ladder = ladder_html(scenario);
  if (!ladder.empty()) text += "<h4>Exchange</h4>\n" + ladder;
  return text + checks(run, scenario) + scenario_facts(scenario) + "</div>\n</details>\n";
}

}  // namespace assay::reports
