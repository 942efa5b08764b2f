#include <fmt/format.h>

#include "reports/writers/html_parts.hpp"
#include "reports/writers/html_text.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

constexpr std::size_t kScenariosShown = 8;

std::string scenario_links(const RunReport& run, const RequirementResult& result) {
  std::string text;
  for (std::size_t i = 0; i < result.scenarios.size() && i < kScenariosShown; ++i) {
    const ScenarioReport& scenario = run.scenarios[result.scenarios[i]];
    text += fmt::format("<a href=\"#{}\">{}</a> ", anchor("scenario", scenario.id), html_line(scenario.id));
  }
  if (result.scenarios.size() > kScenariosShown) text += fmt::format("and {} more", result.scenarios.size() - kScenariosShown);
  return text;
}

std::string row(const RunReport& run, const RequirementResult& result) {
  const Requirement* requirement = find_requirement(run, result.id);
  const Requirement unknown{.id = result.id, .text = "Not in the table of requirements."};
  const Requirement& r = requirement != nullptr ? *requirement : unknown;
  const std::string judged = r.judged_by.empty() ? "" : "judged by " + html_line(r.judged_by);
  return fmt::format(
      "<tr id=\"{}\" data-verdict=\"{}\" data-find=\"{} {}\"><td class=\"id\">{}</td><td class=\"result\">{}</td>"
      "<td class=\"level\">{}</td><td class=\"text\">{}<small>{} <span>{}</span> <span>{}</span></small></td><td "
      "class=\"by\">{}</td></tr>\n",
      anchor("requirement", result.id), verdict_class(result.verdict), html_line(r.id), html_line(r.text), html_line(r.id),
      verdict_badge(result.verdict), requirement != nullptr ? name(r.level) : "", html_prose(r.text), html_line(r.role), html_line(r.where),
      judged, scenario_links(run, result));
}

std::string table(const std::string& rows) {
  return "<table class=\"requirements\"><thead><tr><th scope=\"col\">Id</th><th scope=\"col\">Verdict</th><th scope=\"col\">Level</th>"
         "<th scope=\"col\">Requirement</th><th scope=\"col\">Scenarios</th></tr></thead><tbody>\n" +
         rows + "</tbody></table>\n";
}

std::string chapter_row(const ChapterResult& chapter) {
  std::string cells;
  std::string segments;
  for (const Verdict verdict : all_verdicts()) {
    const std::size_t count = chapter.counts.of(verdict);
    if (count == 0) continue;
    cells += fmt::format("{}{} {}", cells.empty() ? "" : ", ", count, name(verdict));
    segments +=
        fmt::format("<i class=\"{}\" style=\"flex-grow:{}\" title=\"{} {}\"></i>", verdict_class(verdict), count, count, name(verdict));
  }
  return fmt::format(
      "<tr><td class=\"id\">{}</td><td class=\"where\">{}</td><td><div class=\"bar\" role=\"img\" aria-label=\"{}\">{}</div></td><td "
      "class=\"counts\">{}</td></tr>\n",
      html_line(chapter.id), html_line(chapter.file), cells, segments, cells);
}

/// One row for each chapter or standard in which this run judged something.
std::string chapters(const RunReport& run) {
  std::string rows;
  for (const ChapterResult& chapter : chapter_results(run)) rows += chapter.counts.judged() == 0 ? "" : chapter_row(chapter);
  if (rows.empty()) return {};
  return "<table class=\"chapters\"><thead><tr><th scope=\"col\">Chapter</th><th scope=\"col\">File</th><th scope=\"col\">Verdicts</th>"
         "<th scope=\"col\">Requirements</th></tr></thead><tbody>\n" +
         rows + "</tbody></table>\n";
}

}  // namespace

std::string requirements_html(const RunReport& run) {
  std::string checked;
  std::string unchecked;
  std::size_t unchecked_count = 0;
  for (const RequirementResult& result : requirement_results(run)) {
    const bool some = !result.scenarios.empty();
    (some ? checked : unchecked) += row(run, result);
    unchecked_count += some ? 0 : 1;
  }
  std::string text = chapters(run);
  text += checked.empty() ? "<p class=\"none\">No scenario of this run checks a requirement.</p>\n" : table(checked);
  if (unchecked_count == 0) return text;
  return text + fmt::format("<details class=\"unchecked\"><summary>{} that no scenario of this run checks</summary>\n{}</details>\n",
                            counted(unchecked_count, "requirement"), table(unchecked));
}

}  // namespace assay::reports
