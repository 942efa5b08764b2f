#include "reports/model/verdict.hpp"

#include <string>

#include "reference/base/assert.hpp"

namespace assay::reports {

namespace {

struct Row {
  Verdict verdict;
  std::string_view name;
  int severity;
};

constexpr std::array<Row, kVerdictCount> kRows{{
    {Verdict::Pass, "pass", 0},
    {Verdict::Warn, "warn", 3},
    {Verdict::Choice, "choice", 1},
    {Verdict::Unsupported, "unsupported", 4},
    {Verdict::Untestable, "untestable", 5},
    {Verdict::Inconclusive, "inconclusive", 6},
    {Verdict::Fail, "fail", 8},
    {Verdict::Error, "error", 7},
    {Verdict::NotRun, "not run", 2},
}};

const Row& row(Verdict verdict) {
  const auto index = static_cast<std::size_t>(verdict);
  ASSAY_ASSERT(index < kRows.size() && kRows[index].verdict == verdict);
  return kRows[index];
}

}  // namespace

const std::array<Verdict, kVerdictCount>& all_verdicts() {
  static constexpr std::array<Verdict, kVerdictCount> kAll{Verdict::Pass,        Verdict::Warn,       Verdict::Choice,
                                                           Verdict::Unsupported, Verdict::Untestable, Verdict::Inconclusive,
                                                           Verdict::Fail,        Verdict::Error,      Verdict::NotRun};
  return kAll;
}

std::string_view name(Verdict verdict) { return row(verdict).name; }

int severity(Verdict verdict) { return row(verdict).severity; }

Verdict worst(Verdict a, Verdict b) { return severity(b) > severity(a) ? b : a; }

bool is_judged(Verdict verdict) {
  return verdict == Verdict::Pass || verdict == Verdict::Warn || verdict == Verdict::Choice || verdict == Verdict::Fail;
}

bool is_red(Verdict verdict) { return verdict == Verdict::Fail || verdict == Verdict::Error; }

std::string_view name(Level level) {
  switch (level) {
    case Level::Must: return "MUST";
    case Level::Should: return "SHOULD";
    case Level::May: return "MAY";
  }
  return "MUST";
}

std::optional<Level> level_from(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  for (const Level level : {Level::Must, Level::Should, Level::May}) {
    if (upper == name(level)) return level;
  }
  return std::nullopt;
}

namespace {

Verdict not_judged(WhyNot why) {
  switch (why) {
    case WhyNot::CapabilityMissing: return Verdict::Unsupported;
    case WhyNot::TargetCannot: return Verdict::Untestable;
    case WhyNot::Environment:
    case WhyNot::Blocked: return Verdict::Inconclusive;
    case WhyNot::NotReached: return Verdict::NotRun;
    case WhyNot::OtherChoice: return Verdict::Choice;
  }
  return Verdict::NotRun;
}

Verdict not_met(Level level) {
  switch (level) {
    case Level::Must: return Verdict::Fail;
    case Level::Should: return Verdict::Warn;
    case Level::May: return Verdict::Choice;
  }
  return Verdict::Fail;
}

}  // namespace

Verdict verdict_of(Outcome outcome, Level level, WhyNot why) {
  switch (outcome) {
    case Outcome::Pass: return Verdict::Pass;
    case Outcome::Fail: return not_met(level);
    case Outcome::NotJudged: return not_judged(why);
    case Outcome::Error: return Verdict::Error;
  }
  return Verdict::Error;
}

}  // namespace assay::reports
