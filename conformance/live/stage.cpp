#include "conformance/live/stage.hpp"

#include <algorithm>

#include "conformance/live/reach.hpp"
#include "reference/base/endpoint.hpp"

namespace assay::conformance::live {
namespace {

// A source address of its own for each play, so that limits per address count for it alone: 127.1.0.1 ... 127.254.254.254.
std::string source_address(std::size_t index) {
  return "127." + std::to_string(1 + index / 64'516 % 254) + "." + std::to_string(1 + index / 254 % 254) + "." +
         std::to_string(1 + index % 254);
}

bool is_loopback(const engine::Target& target) {
  return std::all_of(target.endpoints.begin(), target.endpoints.end(), [](const auto& e) { return e.second.host.starts_with("127."); });
}

}  // namespace

reports::ScenarioReport not_played(const Casting& casting, reports::Verdict verdict, std::string reason) {
  reports::ScenarioReport out;
  out.id = engine::case_id(*casting.scenario, *casting.which);
  out.title = casting.scenario->title;
  out.file = casting.scenario->file;
  out.verdict = verdict;
  out.reason = std::move(reason);
  for (const std::string& id : casting.scenario->all_checks()) {
    out.checks.push_back({.requirement = id, .verdict = verdict, .reason = out.reason, .place = {}, .known = {}});
  }
  return out;
}

Stage::Stage(const TargetFile& file, const language::RequirementTable& requirements, StageOptions options)
    : file_(file), requirements_(requirements), options_(std::move(options)) {}

Stage::~Stage() {
  running_.clear();
  shared_.reset();
}

Result<std::unique_ptr<Stage>, std::string> Stage::open(const TargetFile& file, const language::RequirementTable& requirements,
                                                        StageOptions options) {
  std::unique_ptr<Stage> stage(new Stage(file, requirements, std::move(options)));
  if (auto opened = stage->open_sms(); !opened) return fail(opened.error());
  if (auto opened = stage->open_shared(); !opened) return fail(opened.error());
  return stage;
}

std::unique_ptr<Instance> Stage::make_instance() {
  InstanceOptions how{.limits = options_.limits,
                      .encryption_required = options_.encryption_required,
                      .defect = options_.defect,
                      .through_relay = options_.through_relay};
  if (webhook_) how.sms_url = "http://" + to_text(webhook_->at()) + file_.sms.webhook_path;
  return std::make_unique<Instance>(
      loop_, file_, how, random_,
      InstanceCallbacks{[this](auto number, auto text) { code(number, text); }, [this](auto node, auto said) { wake_up(node, said); }});
}

// One for all instances: numbers are given to one play each.
Result<void, std::string> Stage::open_sms() {
  if (!file_.sms.command.empty()) {
    sms_command_ = std::make_unique<SmsCommand>(loop_, file_.sms.command, file_.folder.string(),
                                                [this](std::string_view number, std::string_view text) { code(number, text); });
  }
  if (!file_.sms.webhook) return {};
  auto listener = net::HttpListener::listen(loop_, *file_.sms.webhook, [this](const net::HttpPost& post) { return take_post(post); });
  if (!listener) return fail("sms.webhook: " + listener.error());
  webhook_ = std::move(*listener);
  return {};
}

unsigned Stage::take_post(const net::HttpPost& post) {
  if (post.target.substr(0, post.target.find('?')) != file_.sms.webhook_path) return 404;
  const auto message = sms_message(post.content_type, post.body, file_.sms.fields);
  if (!message) return 400;
  code(message->number, message->code);
  return 204;
}

void Stage::want_code(const std::string& number) {
  if (sms_command_) return sms_command_->fetch(number);
  // From the loop, as what others send.
  if (!file_.sms.fixed.empty()) loop_.post([this, number] { code(number, file_.sms.fixed); });
}

Result<void, std::string> Stage::open_shared() {
  for (const auto& [name, at] : file_.target.endpoints) {
    if (!file_.launch.empty()) break;
    if (const auto why = unreachable(at)) {
      return fail("nothing answers at " + at.host + ":" + std::to_string(at.port) + ", the " + name + " of " + file_.target.name + ": " +
                  *why);
    }
  }
  shared_ = make_instance();
  Result<void, std::string> opened = fail("cannot start " + file_.target.name + " by `" + file_.launch + "`: interrupted by a signal");
  // There is something to clean up: a signal ends the waiting, not the process.
  loop_.on_signal([this](int) { loop_.stop(); });
  shared_->open([&](Launch::Outcome outcome) {
    opened = std::move(outcome);
    loop_.stop();
  });
  loop_.run();
  return opened;
}

// Numbers are given to one play each, also across instances: whoever does not know one ignores it.
void Stage::code(std::string_view number, std::string_view text) {
  for (const auto& engagement : running_) {
    if (engagement->performance) engagement->performance->code(number, text);
  }
}

// The same: nodes are drawn by each play for itself.
void Stage::wake_up(std::string_view node, std::string_view said) {
  for (const auto& engagement : running_) {
    if (engagement->performance) engagement->performance->wake_up(node, said);
  }
}

Stage::Place Stage::place_of(const Casting& casting) const {
  if (casting.scenario->exclusive.empty()) return Place::Shared;
  return file_.launch.empty() ? Place::Alone : Place::Own;
}

bool Stage::perform(const std::vector<Casting>& list, const Report& report) {
  waiting_.clear();
  std::uint64_t next_number = 0;  // the plays share a server: no two of them a phone number
  const bool own_addresses = is_loopback(target());
  for (std::size_t i = 0; i < list.size(); ++i) {
    Engagement one{.casting = list[i],
                   .chance = {.seed = options_.seed, .first_number = next_number},
                   .source_address = own_addresses ? source_address(i) : std::string(),
                   .own = {},
                   .performance = {},
                   .unplayed = {},
                   .alone = place_of(list[i]) == Place::Alone};
    next_number += list[i].scenario->cast.size();
    waiting_.push_back(std::move(one));
  }
  std::stable_partition(waiting_.begin(), waiting_.end(), [](const Engagement& one) { return !one.alone; });
  bool interrupted = false;
  loop_.on_signal([&](int) {
    interrupted = true;
    loop_.stop();
  });
  loop_.post([&] { go_on(report); });
  if (!list.empty()) loop_.run();
  running_.clear();
  waiting_.clear();
  return !interrupted;
}

void Stage::go_on(const Report& report) {
  report_ended(report);
  while (!waiting_.empty() && has_room()) engage(report);
  if (waiting_.empty() && running_.empty()) loop_.stop();
}

void Stage::report_ended(const Report& report) {
  for (auto at = running_.begin(); at != running_.end();) {
    Engagement& one = **at;
    const bool played = one.performance && one.performance->play().finished();
    if (!played && !one.unplayed) {
      ++at;
      continue;
    }
    report(played ? one.performance->play().report() : *std::move(one.unplayed));
    if (one.own) one.own->discard();
    at = running_.erase(at);
  }
}

bool Stage::has_room() const {
  const bool alone = waiting_.front().alone || std::any_of(running_.begin(), running_.end(), [](const auto& one) { return one->alone; });
  return running_.size() < (alone ? 1 : options_.jobs);
}

void Stage::engage(const Report& report) {
  running_.push_back(std::make_unique<Engagement>(std::move(waiting_.front())));
  waiting_.pop_front();
  Engagement& one = *running_.back();
  if (place_of(one.casting) != Place::Own) return play(one, *shared_, report);
  // What the target does not claim needs no instance.
  const auto rehearsal = new_play(one, target());
  rehearsal->start(loop_.now());
  if (!rehearsal->finished()) return open_own(one, report);
  one.unplayed = rehearsal->report();
  loop_.post([this, &report] { go_on(report); });
}

void Stage::open_own(Engagement& engagement, const Report& report) {
  engagement.own = make_instance();
  engagement.own->open([this, &engagement, &report](const Launch::Outcome& outcome) {
    if (outcome) return play(engagement, *engagement.own, report);
    engagement.unplayed = not_played(engagement.casting, reports::Verdict::Inconclusive, outcome.error());
    loop_.post([this, &report] { go_on(report); });
  });
}

void Stage::play(Engagement& engagement, Instance& where, const Report& report) {
  PerformanceOptions how{
      where.tls(), engagement.source_address, options_.client_command, [this](const std::string& number) { want_code(number); }, {}};
  if (engagement.own || engagement.alone) {
    how.obey = [&where](const engine::StageOrder& order, Instance::Answer answer) { where.obey(order, std::move(answer)); };
  }
  engagement.performance = std::make_unique<Performance>(loop_, new_play(engagement, where.target()), random_, std::move(how),
                                                         [this, &report] { go_on(report); });
  engagement.performance->start();
}

std::unique_ptr<engine::Play> Stage::new_play(const Engagement& engagement, const engine::Target& target) const {
  const Casting& casting = engagement.casting;
  return std::make_unique<engine::Play>(*casting.scenario, *casting.which, target, requirements_, engagement.chance);
}

}  // namespace assay::conformance::live
