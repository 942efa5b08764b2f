#include "reports/writers/junit.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "reports/writers/ladder_text.hpp"
#include "reports/writers/terminal.hpp"
#include "reports/writers/text.hpp"
#include "reports/writers/xml_text.hpp"

namespace assay::reports {

namespace {

struct Case {
  enum class Kind { Passed, Skipped, Failed, Broken } kind = Kind::Passed;
  std::string xml;
  Duration time{};
};

struct Suite {
  std::string name;
  std::vector<Case> cases;

  [[nodiscard]] std::size_t count(Case::Kind kind) const {
    return static_cast<std::size_t>(std::count_if(cases.begin(), cases.end(), [kind](const Case& c) { return c.kind == kind; }));
  }
  [[nodiscard]] Duration time() const {
    Duration sum{};
    for (const Case& one : cases) sum += one.time;
    return sum;
  }
};

std::string attribute(std::string_view name_of_it, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name_of_it, xml_text(clean_line(value)));
}

std::string seconds(Duration duration) { return fmt::format("{:.6f}", std::chrono::duration<double>(duration).count()); }

Case::Kind kind_of(const ScenarioReport& scenario) {
  if (is_known_failure(scenario)) return Case::Kind::Skipped;
  switch (scenario.verdict) {
    case Verdict::Pass:
    case Verdict::Choice:
    case Verdict::Warn: return Case::Kind::Passed;
    case Verdict::Fail: return Case::Kind::Failed;
    case Verdict::Error: return Case::Kind::Broken;
    case Verdict::Unsupported:
    case Verdict::Untestable:
    case Verdict::Inconclusive:
    case Verdict::NotRun: return Case::Kind::Skipped;
  }
  return Case::Kind::Broken;
}

std::string known_reason(const ScenarioReport& scenario) {
  for (const Check& check : scenario.checks) {
    if (check.known) return fmt::format("known failure: {} {}", check.known->reason, check.known->link);
  }
  return "known failure";
}

std::string red_element(std::string_view element, const RunReport& run, const ScenarioReport& scenario) {
  const std::string message = scenario.failures.empty() ? scenario.reason : scenario.failures.front().path_diff;
  return fmt::format("      <{}{}{}>{}</{}>\n", element, attribute("message", message.empty() ? scenario.reason : message),
                     attribute("type", name(scenario.verdict)), xml_text(failure_pages(run, scenario, Style{})), element);
}

/// What a passed test case should still say: warnings, choices, how absences were proved.
std::string remarks(const ScenarioReport& scenario) {
  std::string text;
  for (const Check& check : scenario.checks) {
    if (check.verdict != Verdict::Pass && is_judged(check.verdict)) {
      text += fmt::format("{} {}: {}\n", name(check.verdict), check.requirement, check.reason);
    }
  }
  for (const FenceKind fence : scenario.fences) text += fmt::format("absence proved by: {}\n", name(fence));
  for (const Choice& choice : scenario.choices) text += fmt::format("choice: {} ({})\n", choice.taken, to_string(choice.place));
  if (!scenario.trace_hash.empty()) text += fmt::format("trace hash: {}\n", scenario.trace_hash);
  return text;
}

std::string body(Case::Kind kind, const RunReport& run, const ScenarioReport& scenario) {
  switch (kind) {
    case Case::Kind::Passed: break;
    case Case::Kind::Skipped: {
      const std::string why =
          is_known_failure(scenario) ? known_reason(scenario) : fmt::format("{}: {}", name(scenario.verdict), scenario.reason);
      return fmt::format("      <skipped{}/>\n", attribute("message", why));
    }
    case Case::Kind::Failed: return red_element("failure", run, scenario);
    case Case::Kind::Broken: return red_element("error", run, scenario);
  }
  return {};
}

Case case_of(const RunReport& run, const ScenarioReport& scenario) {
  const Case::Kind kind = kind_of(scenario);
  std::string class_name = scenario.id;
  std::replace(class_name.begin(), class_name.end(), '/', '.');
  std::string xml = "    <testcase" + attribute("classname", class_name) + attribute("name", scenario.title) +
                    attribute("file", scenario.file) + attribute("time", seconds(scenario.duration));
  std::string inside = body(kind, run, scenario);
  const std::string said = remarks(scenario);
  if (!said.empty()) inside += fmt::format("      <system-out>{}</system-out>\n", xml_text(said));
  xml += inside.empty() ? "/>\n" : ">\n" + inside + "    </testcase>\n";
  return Case{kind, xml, scenario.duration};
}

Case run_case(std::string_view title, Case::Kind kind, std::string_view message) {
  const std::string_view element = kind == Case::Kind::Failed ? "failure" : "error";
  return Case{kind,
              "    <testcase" + attribute("classname", "assay.run") + attribute("name", title) + " time=\"0.000000\">\n" +
                  fmt::format("      <{}{}/>\n    </testcase>\n", element, attribute("message", message) + attribute("type", "run")),
              {}};
}

Suite run_suite(const RunReport& run) {
  Suite suite{"assay", {}};
  if (run.stopped) suite.cases.push_back(run_case(name(run.stopped->code), Case::Kind::Broken, run.stopped->reason));
  for (const std::string& complaint : run.stale_baseline) {
    suite.cases.push_back(run_case("stale baseline: " + complaint, Case::Kind::Failed, complaint));
  }
  if (exit_code(run) == ExitCode::NothingJudged) {
    suite.cases.push_back(run_case("nothing judged", Case::Kind::Failed, "no check of this run says anything about the target"));
  }
  return suite;
}

std::vector<Suite> suites_of(const RunReport& run) {
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> index;
  for (const ScenarioReport& scenario : run.scenarios) {
    const std::string folder = folder_of(scenario.file);
    const auto [place, fresh] = index.try_emplace(folder, suites.size());
    if (fresh) suites.push_back(Suite{folder, {}});
    suites[place->second].cases.push_back(case_of(run, scenario));
  }
  Suite extra = run_suite(run);
  if (!extra.cases.empty()) suites.push_back(std::move(extra));
  return suites;
}

std::string property(std::string_view key, std::string_view value) {
  return value.empty() ? "" : "      <property" + attribute("name", key) + attribute("value", value) + "/>\n";
}

std::string properties(const RunReport& run) {
  return "    <properties>\n" + property("target", run.target.name) + property("target description", run.target.description) +
         property("stage", name(run.stage)) + property("seed", std::to_string(run.seed)) + property("suite version", run.suite_version) +
         property("specification version", run.spec_version) + property("defect", run.defect) + property("command line", run.command_line) +
         "    </properties>\n";
}

std::string counts_of(const Suite& suite) {
  return fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\"", suite.cases.size(),
                     suite.count(Case::Kind::Failed), suite.count(Case::Kind::Broken), suite.count(Case::Kind::Skipped),
                     seconds(suite.time()));
}

}  // namespace

std::string junit(const RunReport& run) {
  const std::vector<Suite> suites = suites_of(run);
  Suite all;
  for (const Suite& suite : suites) all.cases.insert(all.cases.end(), suite.cases.begin(), suite.cases.end());
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "assay: " + run.target.name) + counts_of(all) + ">\n";
  for (const Suite& suite : suites) {
    xml += "  <testsuite" + attribute("name", suite.name) + counts_of(suite) + attribute("timestamp", date_time(run.started)) + ">\n";
    xml += properties(run);
    for (const Case& one : suite.cases) xml += one.xml;
    xml += "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

}  // namespace assay::reports
