#include "reports/writers/terminal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reports/writers/paint.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

constexpr std::size_t kVerdictColumns = 12;
constexpr std::size_t kBarColumns = 40;

std::string verdict_word(const ScenarioReport& scenario, const Style& style) {
  const bool is_known = is_known_deviation(scenario);
  const std::string word = fmt::format("{}{}", is_known ? "known " : "", name(scenario.verdict));
  return painted(padded(word, kVerdictColumns), is_known ? Tint::Yellow : tint_of(scenario.verdict), style);
}

}  // namespace

std::string progress_line(const ScenarioReport& scenario, Progress progress, const Style& style) {
  const std::size_t digits = std::to_string(progress.total).size();
  const std::string count = fmt::format("{:>{}}/{}", progress.done, digits, progress.total);
  const std::string time = spoken(scenario.duration);
  const std::size_t used = count.size() + 2 + kVerdictColumns + 2 + 2 + time.size();
  const std::size_t width = usable_width(style);
  std::string what = clean_line(scenario.id);
  const bool explains = scenario.verdict != Verdict::Pass && !scenario.reason.empty();
  const std::string more = clean_line(explains ? scenario.reason : scenario.title);
  const std::size_t room = width > used ? width - used : 20;
  what = shortened(what, room);
  const std::size_t left = room - columns(what);
  const std::string tail = left > 12 ? "  " + shortened(more, left - 2) : "";
  return painted(count, Tint::Dim, style) + "  " + verdict_word(scenario, style) + "  " + what +
         painted(padded(tail, left), Tint::Dim, style) + "  " + painted(time, Tint::Dim, style) + "\n";
}

namespace {

/// Each verdict that occurred has at least one cell.
std::string bar(const Counts& counts, const Style& style) {
  const std::string_view cell = style.glyphs == Glyphs::Unicode ? "█" : "#";
  std::string text;
  for (const Verdict verdict : all_verdicts()) {
    if (counts.of(verdict) == 0) continue;
    std::string part;
    const std::size_t cells = std::max<std::size_t>(1, counts.of(verdict) * kBarColumns / counts.total());
    for (std::size_t i = 0; i < cells; ++i) part += cell;
    text += painted(part, tint_of(verdict), style);
  }
  return text;
}

std::string counts_line(const Counts& counts, const Style& style) {
  std::string text;
  for (const Verdict verdict : all_verdicts()) {
    if (counts.of(verdict) == 0) continue;
    text += (text.empty() ? "" : "   ") + painted(fmt::format("{} {}", counts.of(verdict), name(verdict)), tint_of(verdict), style);
  }
  return text;
}

/// What somebody has to look at: failures, errors and warnings, with what the baseline says to them.
std::string deviations(const RunReport& run, const Style& style) {
  std::string text;
  for (const ScenarioReport& scenario : run.scenarios) {
    if (!is_red(scenario.verdict) && scenario.verdict != Verdict::Warn) continue;
    text += fmt::format("  {}{}\n", verdict_word(scenario, style), clean_line(scenario.id));
    text += painted(wrapped(clean_line(scenario.reason), 2 + kVerdictColumns, usable_width(style)), Tint::Dim, style);
    for (const Check& check : scenario.checks) {
      if (!check.known) continue;
      const std::string known = clean_line("known: " + check.known->reason);
      text += painted(wrapped(known, 2 + kVerdictColumns, usable_width(style)), Tint::Dim, style);
    }
  }
  return text.empty() ? text : text + "\n";
}

std::string requirements_line(const RunReport& run) {
  Counts counts;
  for (const RequirementResult& result : requirement_results(run)) counts.add(result.verdict);
  std::string text =
      fmt::format("{} judged of {}: {} met", counts.judged(), counted(counts.total(), "requirement"), counts.of(Verdict::Pass));
  for (const Verdict verdict : {Verdict::Choice, Verdict::Warn}) {
    if (counts.of(verdict) > 0) text += fmt::format(", {} {}", counts.of(verdict), name(verdict));
  }
  return text + fmt::format(", {} not met", counts.of(Verdict::Fail));
}

/// As wrapped(), but a no-break space breaks no line and becomes a space.
std::string wrapped_between(const std::string& text, std::size_t indent, std::size_t width) {
  constexpr std::string_view kNoBreak = "\u00A0";
  std::string out = wrapped(text, indent, width);
  for (std::size_t at = out.find(kNoBreak); at != std::string::npos; at = out.find(kNoBreak, at)) out.replace(at, kNoBreak.size(), " ");
  return out;
}

/// The chapters in which something was judged: those in which all that was judged is met, then each other one with what it lacks.
std::string chapters(const RunReport& run, const Style& style) {
  std::string met;
  std::string others;
  for (const ChapterResult& chapter : chapter_results(run)) {
    if (chapter.counts.judged() == 0) continue;
    const std::size_t passed = chapter.counts.of(Verdict::Pass) + chapter.counts.of(Verdict::Choice);
    const std::string id = clean_line(chapter.id);
    if (passed == chapter.counts.judged()) {
      met += fmt::format("{}{}\u00A0{}", met.empty() ? "judged and met: " : ", ", id, passed);
      continue;
    }
    std::string missing;
    for (const Verdict verdict : {Verdict::Fail, Verdict::Warn}) {
      if (chapter.counts.of(verdict) > 0) missing += fmt::format(", {} {}", chapter.counts.of(verdict), name(verdict));
    }
    others += painted(fmt::format("  {}: {} of {} met{}\n", id, passed, chapter.counts.judged(), missing), Tint::Yellow, style);
  }
  return others + (met.empty() ? "" : painted(wrapped_between(met, 2, usable_width(style)), Tint::Dim, style));
}

std::string ending(const RunReport& run, const Style& style) {
  const ExitCode code = exit_code(run);
  std::string text;
  if (run.stopped) text += painted(wrapped("stopped: " + clean_line(run.stopped->reason), 2, usable_width(style)), Tint::Red, style);
  for (const std::string& complaint : run.stale_baseline) {
    text += painted(wrapped("stale baseline: " + clean_line(complaint), 2, usable_width(style)), Tint::Red, style);
  }
  const std::string verdict = fmt::format("{} (exit code {})", name(code), static_cast<int>(code));
  return text + "  " + painted(verdict, code == ExitCode::Green ? Tint::Green : Tint::Red, style) + "\n";
}

// Green over a failure must say why.
std::string known_line(const RunReport& run) {
  std::size_t known = 0;
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const Check& check : scenario.checks) known += check.known ? 1 : 0;
  }
  return known == 0 ? "" : fmt::format("  {}, listed with reasons in the target's baseline\n", counted(known, "known deviation"));
}

}  // namespace

std::string summary(const RunReport& run, const Style& style) {
  const Counts counts = scenario_counts(run);
  std::string text =
      fmt::format("{}  {}\n", painted(clean_line(run.target.name), Tint::Bold, style),
                  painted(fmt::format("{}, seed {}, {}", name(run.stage), run.seed, spoken(run.duration)), Tint::Dim, style));
  if (!run.defect.empty()) text += painted(fmt::format("  with the planted defect {}", clean_line(run.defect)), Tint::Yellow, style) + "\n";
  text += "\n" + deviations(run, style);
  if (counts.total() > 0) text += fmt::format("  {}\n  {}\n", bar(counts, style), counts_line(counts, style));
  text += fmt::format("  {}, {}\n", counted(counts.total(), "scenario"), requirements_line(run));
  text += chapters(run, style) + known_line(run);
  return text + ending(run, style);
}

std::string terminal(const RunReport& run, const Style& style) {
  std::string text;
  Progress progress{0, run.scenarios.size()};
  for (const ScenarioReport& scenario : run.scenarios) {
    ++progress.done;
    text += progress_line(scenario, progress, style);
  }
  text += "\n";
  for (const ScenarioReport& scenario : run.scenarios) {
    const std::string pages = failure_pages(run, scenario, style);
    if (!pages.empty()) text += pages + "\n";
  }
  return text + summary(run, style);
}

}  // namespace assay::reports
