// The failure page as text: what a terminal shows and what a JUnit failure carries.
#include <algorithm>

#include <fmt/format.h>

#include "reports/writers/ladder_text.hpp"
#include "reports/writers/paint.hpp"
#include "reports/writers/terminal.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

constexpr std::size_t kLabelColumns = 12;

std::string demand(const RunReport& run, const std::string& id, const Style& style) {
  const Requirement* requirement = find_requirement(run, id);
  const std::string name_of_it = painted(clean_line(id), Tint::Bold, style);
  if (requirement == nullptr) return fmt::format("  {}  (not in the table of requirements)\n", name_of_it);
  const std::string about = requirement->role.empty() ? "" : fmt::format(" ({})", clean_line(requirement->role));
  return fmt::format("  {}  {}{}  {}\n", name_of_it, name(requirement->level), about,
                     painted(clean_line(requirement->where), Tint::Dim, style)) +
         wrapped(clean_line(requirement->text), 4, usable_width(style));
}

/// "  label     first line" and the other lines below the first; nothing for an empty text.
std::string entry(std::string_view label, std::string_view text, Tint tint, const Style& style) {
  if (text.empty()) return {};
  std::string out;
  std::string_view head = label;
  for (const std::string& line : lines(clean(text))) {
    out += "  " + painted(padded(head, kLabelColumns), Tint::Dim, style) + painted(line, tint, style) + "\n";
    head = "";
  }
  return out;
}

std::string step(const Failure& failure, const Style& style) {
  std::string out = "  " + painted(clean_line(to_string(failure.place)), Tint::Blue, style) + "\n";
  for (const std::string& line : lines(clean(failure.step))) out += "    " + line + "\n";
  for (const Caller& caller : failure.callers) {
    const std::string place = clean_line(to_string(caller.place));
    out += painted(fmt::format("    in \"{}\" at {}", clean_line(caller.sentence), place), Tint::Dim, style) + "\n";
  }
  return out;
}

std::string heading(const ScenarioReport& scenario, const Style& style) {
  const std::string_view bar = style.glyphs == Glyphs::Unicode ? "━" : "=";
  const std::string id = shortened(clean_line(scenario.id), usable_width(style) - 20);
  std::string rule = fmt::format("{}{} {} ", bar, bar, id);
  const std::string word = fmt::format("{}{}", is_known_deviation(scenario) ? "known " : "", name(scenario.verdict));
  const std::string verdict = fmt::format(" {} {}{}", word, bar, bar);
  for (std::size_t i = columns(rule) + columns(verdict); i < usable_width(style); ++i) rule += bar;
  return painted(rule + verdict, tint_of(scenario.verdict), style) + "\n" + painted(clean_line(scenario.title), Tint::Bold, style) + "\n\n";
}

/// What the target's owner says to a failure, once.
std::string known_reason(const ScenarioReport& scenario, const Failure& failure) {
  for (const Check& check : scenario.checks) {
    const bool is_meant =
        std::find(failure.requirements.begin(), failure.requirements.end(), check.requirement) != failure.requirements.end();
    if (is_meant && check.known) return check.known->reason + (check.known->link.empty() ? "" : "\n" + check.known->link);
  }
  return {};
}

std::string ladder_section(const ScenarioReport& scenario, const Style& style) {
  const std::string ladder = ladder_text(scenario, style);
  return ladder.empty() ? "" : "\n" + ladder;
}

}  // namespace

std::string failure_page(const RunReport& run, const ScenarioReport& scenario, const Failure& failure, const Style& style) {
  std::string page = heading(scenario, style);
  for (const std::string& id : failure.requirements) page += demand(run, id, style);
  if (!failure.requirements.empty()) page += "\n";
  page += step(failure, style) + "\n";
  page += entry("expected", failure.expected, Tint::Green, style);
  page += entry("actual", failure.actual, Tint::Red, style);
  page += entry("differs", failure.path_diff, Tint::Bold, style);
  page += entry("hint", failure.hint, Tint::Yellow, style);
  page += entry("known", known_reason(scenario, failure), Tint::Yellow, style);
  page += ladder_section(scenario, style);
  if (!failure.reproduce.empty()) page += "\n";
  page += entry("reproduce", failure.reproduce, Tint::Bold, style);
  return page;
}

std::string failure_pages(const RunReport& run, const ScenarioReport& scenario, const Style& style) {
  if (scenario.failures.empty()) {
    if (!is_red(scenario.verdict)) return {};
    return heading(scenario, style) + wrapped(clean(scenario.reason), 2, usable_width(style)) + ladder_section(scenario, style);
  }
  std::string pages;
  for (const Failure& failure : scenario.failures) pages += (pages.empty() ? "" : "\n") + failure_page(run, scenario, failure, style);
  return pages;
}

}  // namespace assay::reports
