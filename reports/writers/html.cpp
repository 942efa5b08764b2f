#include "reports/writers/html.hpp"

#include <map>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reference/base/assert.hpp"
#include "reports/writers/html_parts.hpp"
#include "reports/writers/html_text.hpp"
#include "reports/writers/page.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

std::string failing(const RunReport& run) {
  std::size_t known = 0;
  for (const ScenarioReport& scenario : run.scenarios) known += is_known_failure(scenario) ? 1 : 0;
  const Counts counts = scenario_counts(run);
  const std::size_t fresh = counts.of(Verdict::Fail) - known;
  const std::string beside = known == 0 ? "" : fmt::format(", beside {}", counted(known, "known failure"));
  return fmt::format("{} of {} {}{}", fresh, counted(counts.total(), "scenario"), fresh == 1 ? "fails" : "fail", beside);
}

std::string headline(const RunReport& run) {
  switch (exit_code(run)) {
    case ExitCode::Green: return "Everything that was judged is green";
    case ExitCode::ConformanceFailure: return failing(run);
    case ExitCode::BadInput: return "The run could not start";
    case ExitCode::TargetUnreachable: return "The target could not be reached";
    case ExitCode::HarnessError: return "The suite itself erred";
    case ExitCode::StaleBaseline: return "The baseline is stale";
    case ExitCode::NothingJudged: return "Nothing was judged";
  }
  return "The suite itself erred";
}

std::string run_fact(std::string_view term, const std::string& value) {
  return value.empty() ? "" : fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", term, value);
}

std::string run_facts(const RunReport& run) {
  const std::string stamp = date_time(run.started);
  const std::string when =
      stamp.size() < 16 ? stamp : fmt::format("<time datetime=\"{}\">{} {} UTC</time>", stamp, stamp.substr(0, 10), stamp.substr(11, 5));
  return run_fact("Stage", std::string(name(run.stage))) + run_fact("Started", when) + run_fact("Took", spoken(run.duration)) +
         run_fact("Seed", std::to_string(run.seed)) + run_fact("Suite", html_line(run.suite_version)) +
         run_fact("Specification", html_line(run.spec_version));
}

std::string notices(const RunReport& run) {
  std::string text;
  if (run.stopped) text += fmt::format("<p class=\"notice red\"><b>Stopped.</b> {}</p>\n", html_text(run.stopped->reason));
  if (!run.defect.empty()) {
    text += fmt::format(
        "<p class=\"notice\"><b>Planted defect.</b> The target ran with <code>{}</code>, which the suite is meant to catch.</p>\n",
        html_line(run.defect));
  }
  for (const std::string& complaint : run.stale_baseline) {
    text += fmt::format("<p class=\"notice red\"><b>Stale baseline.</b> {}</p>\n", html_text(complaint));
  }
  return text;
}

/// `section` is the id of the heading under which they are listed.
std::string bar(const Counts& counts, std::string_view what, std::string_view section) {
  if (counts.total() == 0) return {};
  std::string spoken_counts;
  std::string segments;
  for (const Verdict verdict : all_verdicts()) {
    const std::size_t count = counts.of(verdict);
    if (count == 0) continue;
    spoken_counts += fmt::format("{}{} {}", spoken_counts.empty() ? "" : ", ", count, name(verdict));
    segments +=
        fmt::format("<i class=\"{}\" style=\"flex-grow:{}\" title=\"{} {}\"></i>", verdict_class(verdict), count, count, name(verdict));
  }
  return fmt::format(
      "<div class=\"tally\"><p><b>{}</b> <a href=\"#{}\">{}</a></p><div class=\"bar\" role=\"img\" aria-label=\"{}: {}\">{}</div><p "
      "class=\"legend\">{}</p></div>\n",
      counts.total(), section, what, what, spoken_counts, segments, spoken_counts);
}

std::string tallies(const RunReport& run) {
  Counts requirements;
  for (const RequirementResult& result : requirement_results(run)) requirements.add(result.verdict);
  const Counts scenarios = scenario_counts(run);
  return bar(scenarios, scenarios.total() == 1 ? "scenario" : "scenarios", "scenarios") +
         bar(requirements, requirements.total() == 1 ? "requirement" : "requirements", "requirements");
}

std::string reds(const RunReport& run) {
  std::string items;
  for (const ScenarioReport& scenario : run.scenarios) {
    if (!is_red(scenario.verdict) || is_known_failure(scenario)) continue;
    items += fmt::format("<li>{}<a href=\"#{}\">{}</a><span>{}</span></li>\n", verdict_badge(scenario.verdict),
                         anchor("scenario", scenario.id), html_line(scenario.title), html_line(scenario.reason));
  }
  return items.empty() ? ""
                       : "<section class=\"reds\" aria-labelledby=\"what-is-red\"><h2 id=\"what-is-red\">What is red</h2><ul>\n" + items +
                             "</ul></section>\n";
}

std::string filters(const RunReport& run) {
  const Counts counts = scenario_counts(run);
  std::string text;
  for (const Verdict verdict : all_verdicts()) {
    if (counts.of(verdict) == 0) continue;
    text += fmt::format("<button type=\"button\" class=\"chip {0}\" data-verdict=\"{0}\" aria-pressed=\"false\"><b>{1}</b> {2}</button>\n",
                        verdict_class(verdict), counts.of(verdict), name(verdict));
  }
  return text;
}

std::string scenarios(const RunReport& run) {
  std::vector<std::pair<std::string, std::string>> folders;
  std::map<std::string, std::size_t> index;
  for (const ScenarioReport& scenario : run.scenarios) {
    const std::string folder = folder_of(scenario.file);
    const auto [place, fresh] = index.try_emplace(folder, folders.size());
    if (fresh) folders.emplace_back(folder, "");
    folders[place->second].second += scenario_html(run, scenario);
  }
  std::string text;
  for (const auto& [folder, inside] : folders) {
    text += fmt::format("<section class=\"folder\"><h3>{}</h3>\n{}</section>\n", html_line(folder), inside);
  }
  return text.empty() ? "<p class=\"none\">No scenario was run.</p>\n" : text;
}

using Parts = std::map<std::string, std::string, std::less<>>;

/// Each "<!--NAME-->" of the template becomes its part, in one pass: what a part holds is never looked at again.
std::string filled(std::string_view text, const Parts& parts) {
  std::string out;
  while (true) {
    const std::size_t start = text.find("<!--");
    out += text.substr(0, start);
    if (start == std::string_view::npos) return out;
    const std::size_t end = text.find("-->", start);
    ASSAY_ASSERT(end != std::string_view::npos);
    const auto part = parts.find(text.substr(start + 4, end - start - 4));
    ASSAY_ASSERT(part != parts.end());
    out += part->second;
    text.remove_prefix(end + 3);
  }
}

}  // namespace

std::string html(const RunReport& run) {
  const ExitCode code = exit_code(run);
  return filled(page::kHtml, Parts{{"TARGET", html_line(run.target.name)},
                                   {"DESCRIPTION", html_line(run.target.description)},
                                   {"HEADLINE", html_line(headline(run))},
                                   {"STATE", code == ExitCode::Green ? "green" : "red"},
                                   {"OUTCOME", fmt::format("{} (exit code {})", name(code), static_cast<int>(code))},
                                   {"FACTS", run_facts(run)},
                                   {"COMMAND", command_box(run.command_line)},
                                   {"NOTICES", notices(run)},
                                   {"TALLIES", tallies(run)},
                                   {"REDS", reds(run)},
                                   {"FILTERS", filters(run)},
                                   {"SCENARIOS", scenarios(run)},
                                   {"REQUIREMENTS", requirements_html(run)},
                                   {"CSS", std::string(page::kCss)},
                                   {"JS", std::string(page::kJs)}});
}

}  // namespace assay::reports
