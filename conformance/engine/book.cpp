#include "conformance/engine/book.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/template_text.hpp"

namespace assay::conformance::engine {

namespace {

using language::Step;
using reports::Outcome;
using reports::WhyNot;

Outcome outcome_of(Stop::Kind kind) {
  if (kind == Stop::Kind::Failed) return Outcome::Fail;
  return kind == Stop::Kind::Fault ? Outcome::Error : Outcome::NotJudged;
}

WhyNot why_of(Stop::Kind kind) {
  if (kind == Stop::Kind::Untestable) return WhyNot::TargetCannot;
  return kind == Stop::Kind::Unsupported ? WhyNot::CapabilityMissing : WhyNot::Environment;
}

}  // namespace

reports::Place place_of(const language::Where& where) {
  return {where.file, static_cast<int>(where.place.line), static_cast<int>(where.place.column)};
}

std::string as_written(const Step& step) {
  std::string text = step.text;
  const char* separator = ": ";
  for (const match::ElementTemplate& element : step.elements) {
    text += separator + describe(element);
    separator = ", ";
  }
  if (!step.report.empty()) text += ": " + describe(step.report);
  return text;
}

Book::Book(const language::Scenario& scenario, const language::RequirementTable& requirements, const Target& target)
    : scenario_(scenario), requirements_(requirements), target_(target) {
  for (const std::string& id : scenario.checks) claims_.push_back({id, nullptr, std::nullopt});
  claim(scenario.steps);
}

void Book::claim(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    for (const std::string& id : step.checks) claims_.push_back({id, &step, std::nullopt});
    for (const std::vector<Step>& branch : step.branches) claim(branch);
  }
}

std::optional<std::string> Book::missing(const std::vector<std::string>& needs) const {
  const auto found =
      std::find_if(needs.begin(), needs.end(), [&](const std::string& need) { return !target_.capabilities.contains(need); });
  return found == needs.end() ? std::nullopt : std::optional<std::string>(*found);
}

bool Book::refuses_all() {
  const auto needs = [&](std::string_view name) {
    return std::find(scenario_.needs.begin(), scenario_.needs.end(), name) != scenario_.needs.end();
  };
  if (!target_.channel_binding && (needs("channel-binding") || needs("channel_binding"))) {
    reason_ = "a relay ends TLS: channel binding cannot be judged";
    decide_undecided({Outcome::NotJudged, WhyNot::TargetCannot, reason_, {}});
    return true;
  }
  if (const std::optional<std::string> capability = missing(scenario_.needs)) {
    reason_ = fmt::format("the target lacks \"{}\"", *capability);
    decide_undecided({Outcome::NotJudged, WhyNot::CapabilityMissing, reason_, {}});
    return true;
  }
  if (!scenario_.limits.empty() && scenario_.limits != target_.limits_profile) {
    reason_ = target_.limits_profile.empty()
                  ? fmt::format("needs a target with limits \"{}\", this one names none", scenario_.limits)
                  : fmt::format("needs a target with limits \"{}\", this one has \"{}\"", scenario_.limits, target_.limits_profile);
    decide_undecided({Outcome::NotJudged, WhyNot::TargetCannot, reason_, {}});
    return true;
  }
  if (scenario_.encryption_required && !target_.encryption_required) {
    reason_ = "needs a target that refuses clear text, this one takes it";
    decide_undecided({Outcome::NotJudged, WhyNot::TargetCannot, reason_, {}});
    return true;
  }
  return false;
}

void Book::decide(Claim& claim, const Decision& decision) {
  if (claim.decision && claim.decision->why == WhyNot::OtherChoice) claim.decision.reset();
  const reports::Level of = level(claim.requirement);
  const auto severity = [&](const Decision& d) { return reports::severity(reports::verdict_of(d.outcome, of, d.why)); };
  if (!claim.decision || severity(decision) > severity(*claim.decision)) claim.decision = decision;
}

void Book::decide_for(const Step* step, const Decision& decision) {
  bool found = false;
  for (Claim& claim : claims_) {
    if (claim.step != step) continue;
    decide(claim, decision);
    found = true;
  }
  if (found) return;
  // A step of a library's sentence, or a file without claims of its own.
  if (step == nullptr) claims_.push_back({"", nullptr, decision});
  if (step == nullptr) return;
  for (const std::string& id : step->checks) claims_.push_back({id, step, decision});
}

void Book::decide_undecided(const Decision& decision) {
  if (claims_.empty()) claims_.push_back({"", nullptr, std::nullopt});
  for (Claim& claim : claims_) {
    if (!claim.decision) claim.decision = decision;
  }
}

void Book::passed(const Step& step) {
  if (!step.checks.empty()) decide_for(&step, {Outcome::Pass, WhyNot::NotReached, {}, place_of(step.where)});
}

Book::Decision Book::for_want_of(const std::string& capability, reports::Place place) {
  return {Outcome::NotJudged, WhyNot::CapabilityMissing, fmt::format("the target lacks \"{}\"", capability), std::move(place)};
}

void Book::left_out(const Step& step, const std::string& capability) {
  if (!step.checks.empty()) decide_for(&step, for_want_of(capability, place_of(step.where)));
}

void Book::skipped(const Step& step, const std::string& capability) {
  left_out(step, capability);
  for (const std::vector<Step>& branch : step.branches) {
    for (const Step& inner : branch) skipped(inner, capability);
  }
}

void Book::took(const Step& step, std::size_t index) {
  const std::string& name = step.branch_names[index];
  const Decision decision{Outcome::NotJudged, WhyNot::OtherChoice, "the choice was: " + name, place_of(step.where)};
  for (std::size_t i = 0; i < step.branches.size(); ++i) {
    if (i != index) not_taken(step.branches[i], decision);
  }
  const reports::Choice choice{place_of(step.where), name};
  if (std::find(choices_.begin(), choices_.end(), choice) == choices_.end()) choices_.push_back(choice);
}

// In another round of a loop the same steps may be taken.
void Book::not_taken(const std::vector<Step>& steps, const Decision& decision) {
  for (const Step& step : steps) {
    for (Claim& claim : claims_) {
      if (claim.step == &step && !claim.decision) claim.decision = decision;
    }
    for (const std::vector<Step>& branch : step.branches) not_taken(branch, decision);
  }
}

const Step* Book::answerable(const Stop& stop) const {
  const auto found = std::find_if(stop.steps.begin(), stop.steps.end(), [](const Step* step) { return !step->checks.empty(); });
  return found == stop.steps.end() ? nullptr : *found;
}

reports::Place Book::place(const Stop& stop) const {
  return stop.steps.empty() ? reports::Place{scenario_.file, 0, 0} : place_of(stop.steps.front()->where);
}

void Book::stopped(const Stop& stop) {
  const Decision decision{outcome_of(stop.kind), why_of(stop.kind), stop.reason, place(stop)};
  reason_ = stop.steps.empty() ? stop.reason : fmt::format("{}: {}", stop.said, stop.reason);
  const bool is_of_one_step = stop.kind == Stop::Kind::Failed || stop.kind == Stop::Kind::Fault;
  if (!is_of_one_step) return decide_undecided(decision);
  const Step* step = answerable(stop);
  decide_for(step, decision);
  const std::vector<std::string>& own = step == nullptr ? scenario_.checks : step->checks;
  write_failure(stop, own);
}

void Book::blocked(const Stop& stop) {
  if (stop.kind == Stop::Kind::Fault) return stopped(stop);
  // The outermost step of a set-up is what the cast asked for: `alice registers`.
  const std::string sentence = stop.steps.empty() ? "the set-up" : stop.steps.back()->text;
  reason_ = fmt::format("blocked by \"{}\" at {}: {}", sentence, reports::to_string(place(stop)), stop.reason);
  const bool is_failure = stop.kind == Stop::Kind::Failed;
  decide_undecided({Outcome::NotJudged, is_failure ? WhyNot::Blocked : why_of(stop.kind), reason_, place(stop)});
  if (is_failure) write_failure(stop, {});
}

void Book::write_failure(const Stop& stop, std::vector<std::string> requirements) {
  reports::Failure failure;
  failure.requirements = std::move(requirements);
  failure.place = place(stop);
  failure.expected = stop.expected;
  failure.actual = stop.actual.empty() ? stop.reason : stop.actual;
  failure.path_diff = stop.path_diff;
  failure.hint = stop.hint;
  if (!stop.steps.empty()) {
    failure.step = as_written(*stop.steps.front());
    if (failure.hint.empty()) failure.hint = stop.steps.front()->because;
    for (std::size_t i = 1; i < stop.steps.size(); ++i) failure.callers.push_back({place_of(stop.steps[i]->where), stop.steps[i]->text});
  }
  failures_.push_back(std::move(failure));
}

void Book::completed(const std::string& lacking) {
  // Steps inside a `for each` without rounds were never reached; they stay so.
  const Decision decision = lacking.empty() ? Decision{Outcome::Pass, WhyNot::NotReached, {}, {}} : for_want_of(lacking, {});
  for (Claim& claim : claims_) {
    if (claim.step == nullptr) decide(claim, decision);
  }
  if (!claims_.empty()) return;
  claims_.push_back({"", nullptr, decision});
  if (lacking.empty()) claims_.back().decision->reason = "claims no requirement";
}

reports::Level Book::level(const std::string& requirement) const {
  const auto found = requirements_.find(requirement);
  if (found == requirements_.end()) return reports::Level::Must;
  switch (found->second.level) {
    case language::Level::Must:
    case language::Level::MustNot: return reports::Level::Must;
    case language::Level::Should:
    case language::Level::ShouldNot: return reports::Level::Should;
    case language::Level::May: return reports::Level::May;
  }
  return reports::Level::Must;
}

reports::Check Book::check(const Claim& claim) const {
  reports::Check check;
  check.requirement = claim.requirement;
  if (!claim.decision) {
    check.reason = "not reached";
    if (claim.step != nullptr) check.place = place_of(claim.step->where);
    return check;
  }
  check.verdict = reports::verdict_of(claim.decision->outcome, level(claim.requirement), claim.decision->why);
  check.reason = claim.decision->reason;
  if (!claim.decision->place.file.empty()) check.place = claim.decision->place;
  return check;
}

void Book::write_to(reports::ScenarioReport& report) const {
  for (const Claim& claim : claims_) {
    const auto speaks_of_it = [&](const Claim& other) {
      return other.requirement == claim.requirement && (!other.decision || other.decision->why != WhyNot::OtherChoice);
    };
    const bool is_other_choice = claim.decision && claim.decision->why == WhyNot::OtherChoice;
    if (is_other_choice && std::any_of(claims_.begin(), claims_.end(), speaks_of_it)) continue;
    reports::Check made = check(claim);
    const auto same = std::find_if(report.checks.begin(), report.checks.end(),
                                   [&](const reports::Check& other) { return other.requirement == claim.requirement; });
    if (same == report.checks.end()) {
      report.checks.push_back(std::move(made));
    } else if (reports::severity(made.verdict) > reports::severity(same->verdict)) {
      *same = std::move(made);
    }
  }
  report.failures = failures_;
  report.choices = choices_;
  report.verdict = reports::verdict_of(report.checks);
  report.reason = reason_;
  if (report.reason.empty() && report.verdict != reports::Verdict::Pass) {
    const auto worst =
        std::find_if(report.checks.begin(), report.checks.end(), [&](const reports::Check& one) { return one.verdict == report.verdict; });
    if (worst != report.checks.end()) report.reason = worst->reason;
  }
}

}  // namespace assay::conformance::engine
