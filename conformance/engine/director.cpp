#include "conformance/engine/director.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/handlers.hpp"
#include "conformance/engine/taking.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::size_t kUnreadShown = 5;

}  // namespace

Director::Director(const language::Scenario& scenario, const language::Case& chosen, const Target& target,
                   const language::RequirementTable& requirements, const Chance& chance)
    : scenario_(scenario),
      case_(chosen),
      target_(target),
      id_(case_id(scenario, chosen)),
      seed_(chance.seed),
      scene_(scenario, target, chance, id_),
      book_(scenario, requirements, target) {}

void Director::set_now(const Now& now) {
  scene_.now = now;
  scene_.pace.tick(now.monotonic);
  scene_.transcript.set_now(now.monotonic);
}

void Director::start(const Now& now) {
  scene_.transcript.begin(now.monotonic);
  set_now(now);
  started_ = now.monotonic;
  if (book_.refuses_all()) return finish();
  phase_ = Phase::SetUp;
  begin_next_part();
}

void Director::begin_next_part() {
  auto names = std::make_shared<Names>(scene_);
  const Inherited inherited{std::nullopt, {&scenario_.ignores}};
  if (next_member_ < scenario_.cast.size()) {
    branch_ = std::make_unique<Branch>(scene_, book_, scenario_.cast[next_member_++].setup, std::move(names), inherited);
    return;
  }
  phase_ = Phase::Acting;
  setup_rows_ = scene_.transcript.size();
  for (const auto& [name, value] : case_.values) names->bind(name, {value, {}});
  branch_ = std::make_unique<Branch>(scene_, book_, scenario_.steps, std::move(names), inherited);
}

void Director::go_on() {
  while (is_running()) {
    if (phase_ == Phase::Settling) return settle();
    check_shims();
    Branch::State state = branch_->advance();
    if (state == Branch::State::Waiting) state = branch_->expire();
    if (state == Branch::State::Waiting) return answer_pings();
    if (state == Branch::State::Stopped) return stop(branch_->stopped());
    if (phase_ == Phase::SetUp) {
      begin_next_part();
      continue;
    }
    phase_ = Phase::Settling;
    scene_.is_quiet = false;
    settled_by_ = scene_.now.monotonic + kPatience;
    settling_.emplace(scene_);
  }
}

// What is under way when the last step is done arrives before the inboxes are looked at.
void Director::settle() {
  const bool is_settled = target_.virtual_time ? scene_.is_quiet : settling_->done();
  if (is_settled || scene_.now.monotonic >= settled_by_) look_for_unread();
}

void Director::check_shims() {
  for (const auto& actor : scene_.cast()) {
    if (!actor->shim_fault.empty()) branch_->stop(fault(std::exchange(actor->shim_fault, {})));
    if (!actor->shim_lacks_verb) continue;
    actor->shim_lacks_verb = false;
    const std::string what = actor->lacked_verb.empty() ? "the command" : "\"" + actor->lacked_verb + "\"";
    branch_->stop({Stop::Kind::Unsupported, fmt::format("the shim of {} does not support {}", actor->name(), what), {}, {}, {}, {}, {}});
  }
}

void Director::answer_pings() {
  const std::vector<const Deed*> deeds = branch_->waiting();
  for (const auto& actor : scene_.cast()) {
    const bool is_read = std::any_of(deeds.begin(), deeds.end(), [&](const Deed* deed) { return deed->actor() == actor.get(); });
    if (!is_read) answer_waiting_pings(scene_, *actor);
  }
}

void Director::look_for_unread() {
  auto names = std::make_shared<Names>(scene_);
  for (const auto& [name, value] : case_.values) names->bind(name, {value, {}});
  for (const auto& actor : scene_.cast()) {
    std::erase_if(actor->inbox, [&](const Item& item) { return taken_by_others(scene_, *actor, item, {&scenario_.ignores}, names); });
    if (actor->inbox.empty()) continue;
    std::string unread;
    for (std::size_t i = 0; i < std::min(actor->inbox.size(), kUnreadShown); ++i)
      unread += (i == 0 ? "" : "\n") + describe(actor->inbox[i]);
    Stop left = failure(fmt::format("nothing unread at the end for {}", actor->name()), std::move(unread));
    left.reason = fmt::format("{} has {} unread at the end: {}", actor->name(), actor->inbox.size(), describe(actor->inbox.front()));
    left.hint = "receive it, or say `ignores:` with what may come";
    return stop(left);
  }
  book_.completed(branch_->shown().is_hollow() ? branch_->shown().lacking : std::string());
  finish();
}

void Director::stop(const Stop& stop) {
  scene_.transcript.fault({}, stop.reason);
  if (phase_ == Phase::SetUp) {
    book_.blocked(stop);
  } else {
    book_.stopped(stop);
  }
  finish();
}

void Director::finish() {
  phase_ = Phase::Finished;
  ended_ = scene_.now.monotonic;
  scene_.leave();
}

std::optional<Instant> Director::next_deadline() const {
  if (!is_running()) return std::nullopt;
  const std::optional<Instant> own = phase_ == Phase::Settling ? std::optional<Instant>(settled_by_) : branch_->next_deadline();
  if (!own || !scene_.pace.is_measured()) return own;
  return std::min(*own, scene_.pace.next_tick());
}

bool Director::wants_quiescence() const {
  if (!is_running()) return false;
  if (phase_ == Phase::Settling) return target_.virtual_time && !scene_.is_quiet;
  const std::vector<const Deed*> deeds = branch_->waiting();
  return std::any_of(deeds.begin(), deeds.end(), [](const Deed* deed) { return deed->wants_quiescence(); });
}

reports::ScenarioReport Director::report() const {
  reports::ScenarioReport report;
  report.id = id_;
  report.title = scenario_.title;
  report.file = scenario_.file;
  book_.write_to(report);
  const Masking& masking = scene_.transcript.masking();
  report.reason = masking.scrubbed(std::move(report.reason));
  for (reports::Check& check : report.checks) check.reason = masking.scrubbed(std::move(check.reason));
  for (reports::Failure& failure : report.failures) {
    for (std::string* text : {&failure.step, &failure.expected, &failure.actual, &failure.path_diff})
      *text = masking.scrubbed(std::move(*text));
  }
  for (const auto& actor : scene_.cast()) {
    if (actor->kind() != language::ActorKind::Server) report.lanes.push_back(actor->name());
  }
  report.lanes.push_back(scene_.target_lane());
  report.ladder = scene_.transcript.rows();
  report.setup_rows = setup_rows_;
  report.seed = seed_;
  report.duration = (finished() ? ended_ : scene_.now.monotonic) - started_;
  report.stage = target_.stage;
  report.fences = scene_.fences;
  return report;
}

}  // namespace assay::conformance::engine
