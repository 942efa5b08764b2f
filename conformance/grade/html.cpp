#include <algorithm>

#include <fmt/format.h>

#include "conformance/grade/writers.hpp"
#include "reports/writers/html_text.hpp"
#include "reports/writers/page.hpp"
#include "reports/writers/text.hpp"

namespace assay::conformance::grade {
namespace {

using reports::html_line;

// Beside the style of the report's page. The heads of the columns stand upright, and those of the rows stay in sight.
constexpr std::string_view kStyle = R"(
body { max-width: none; }
.matrix { overflow: auto; max-height: 85vh; border: 1px solid var(--rule); border-radius: 6px; background: var(--raised); }
.matrix table { border-collapse: separate; border-spacing: 0; font: 0.75rem/1.3 var(--mono); }
.matrix th { font-weight: 400; text-align: left; background: var(--raised); }
.matrix thead th { position: sticky; top: 0; z-index: 1; vertical-align: bottom; padding: 0.4rem 0.1rem; border-bottom: 1px solid var(--strong-rule); }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.matrix thead th.idle span { color: var(--warn); }
.matrix thead th:first-child { left: 0; z-index: 2; }
.matrix tbody th { position: sticky; left: 0; white-space: nowrap; padding: 0.1rem 0.75rem; border-right: 1px solid var(--strong-rule); }
.matrix tbody tr.survivor th { color: var(--fail); font-weight: 650; }
.matrix td { width: 1.1rem; min-width: 1.1rem; height: 1.3rem; padding: 0; text-align: center; border-bottom: 1px solid var(--rule); border-right: 1px solid var(--rule); }
.matrix td.killed { background: var(--pass); color: var(--paper); }
.matrix td.collateral { background: color-mix(in srgb, var(--warn) 45%, transparent); }
.matrix td.blocked { color: var(--soft); }
.matrix td.error { background: var(--error); color: var(--paper); }
.list li { padding: 0.3rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
.list b { font: 600 0.8125rem var(--mono); margin-right: 0.6rem; }
)";

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string heads(const Matrix& matrix) {
  std::vector<bool> is_idle(matrix.columns.size(), false);
  for (const std::size_t column : idle(matrix)) is_idle[column] = matrix.is_whole;
  std::string out = "<tr><th scope=\"col\">defect</th>";
  for (std::size_t i = 0; i < matrix.columns.size(); ++i) {
    const Column& column = matrix.columns[i];
    out += fmt::format("<th scope=\"col\"{} title=\"{}\"><span>{}</span></th>", is_idle[i] ? " class=\"idle\"" : "",
                       html_line("checks " + joined(column.claims)), html_line(column.id));
  }
  return out + "</tr>\n";
}

std::string cell_html(const Matrix& matrix, const Row& row, const Cell& cell) {
  static constexpr const char* kSigns[] = {"x", "o", "-", "!"};
  const std::string title = fmt::format("{} / {}: {}{}", row.defect, matrix.columns[cell.column].id, name(cell.outcome),
                                        cell.on.empty() ? "" : " on " + joined(cell.on));
  return fmt::format("<td class=\"{}\" title=\"{}\">{}</td>", name(cell.outcome), html_line(title),
                     kSigns[static_cast<std::size_t>(cell.outcome)]);
}

std::string row_html(const Matrix& matrix, const Row& row) {
  std::string out = fmt::format("<tr{}><th scope=\"row\" title=\"{}\">{}</th>", is_caught(row) ? "" : " class=\"survivor\"",
                                html_line(row.lie + " [" + joined(row.violates) + "]"), html_line(row.defect));
  auto cell = row.cells.begin();
  for (std::size_t i = 0; i < matrix.columns.size(); ++i) {
    const bool there = cell != row.cells.end() && cell->column == i;
    out += there ? cell_html(matrix, row, *cell++) : "<td></td>";
  }
  return out + "</tr>\n";
}

std::string item(const std::string& what, const std::string& text) {
  return fmt::format("<li><b>{}</b>{}</li>\n", html_line(what), html_line(text));
}

std::string section(const char* title, const std::string& items) {
  return items.empty() ? "" : fmt::format("<section><h2>{}</h2>\n<ul class=\"list\">\n{}</ul></section>\n", title, items);
}

std::string lists(const Matrix& matrix) {
  std::string survivors;
  std::string collaterals;
  std::string all;
  for (const Row& row : matrix.rows) {
    if (!is_caught(row)) survivors += item(row.defect, row.lie + (is_claimed(matrix, row) ? "" : " No scenario checks what it violates."));
    if (const auto ids = collateral(row); !ids.empty()) collaterals += item(row.defect, joined(ids));
    all += item(row.defect, fmt::format("{} ({}; violates {})", row.lie, row.seam, joined(row.violates)));
  }
  std::string alarms;
  for (const FalseAlarm& alarm : matrix.false_alarms) alarms += item(alarm.id, alarm.reason);
  std::string idle_cases;
  if (matrix.is_whole) {
    for (const std::size_t column : idle(matrix))
      idle_cases += item(matrix.columns[column].id, "checks " + joined(matrix.columns[column].claims));
  }
  std::string musts;
  for (const Undefended& one : matrix.undefended)
    musts += item(one.requirement, one.is_checked ? "checked by a scenario" : "checked by no scenario");
  return section("False alarms on the sound reference", alarms) + section("Survivors", survivors) +
         section("Cases that no defect turns red: do they judge anything?", idle_cases) +
         section("Red on requirements that the defect does not claim to violate", collaterals) +
         section("MUSTs that the wire, the store or a client's events could show, without a defect", musts) + section("Defects", all);
}

}  // namespace

std::string html(const Matrix& matrix) {
  const auto caught = static_cast<std::size_t>(std::count_if(matrix.rows.begin(), matrix.rows.end(), is_caught));
  const std::string headline = fmt::format("{} of {} caught, {}", caught, reports::counted(matrix.rows.size(), "defect"),
                                           reports::counted(matrix.false_alarms.size(), "false alarm"));
  std::string rows;
  for (const Row& row : matrix.rows) rows += row_html(matrix, row);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{0}</title>\n<style>\n{1}{2}</style>\n</head>\n<body>\n"
      "<header class=\"masthead{3}\"><p class=\"eyebrow\">assay grade, seed {4}</p><h1>Which case catches which defect</h1>\n"
      "<p class=\"headline\">{0}</p>\n"
      "<p class=\"legend\">x: red on a requirement that the defect violates; o: red on others alone; -: its cast could not be set up; "
      "!: an error of the suite. Point at a cell for the requirements.</p></header>\n"
      "<main>\n<div class=\"matrix\"><table>\n<thead>\n{5}</thead>\n<tbody>\n{6}</tbody>\n</table></div>\n{7}</main>\n</body>\n</html>\n",
      headline, reports::page::kCss, kStyle, is_green(matrix) ? " green" : "", matrix.seed, heads(matrix), rows, lists(matrix));
}

}  // namespace assay::conformance::grade
