#include "conformance/engine/branch.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "conformance/language/builtins.hpp"
#include "conformance/match/each.hpp"
#include "reference/base/assert.hpp"

namespace assay::conformance::engine {

namespace {

using language::Step;
using language::Verb;

constexpr std::size_t kFrames = 500;
constexpr std::size_t kRounds = 1'000'000;
constexpr std::size_t kInboxShown = 5;
/// Round trips below it add less to a deadline than anybody would notice.
constexpr Duration kWorthSaying = std::chrono::milliseconds{50};

double seconds(Duration span) { return std::chrono::duration<double>(span).count(); }

bool is_absence(Verb verb) { return verb == Verb::ReceiveNothing || verb == Verb::ReceiveNothingMore; }

template <class T>
std::optional<T> earlier(std::optional<T> a, std::optional<T> b) {
  if (!a) return b;
  if (!b) return a;
  return std::min(*a, *b);
}

}  // namespace

Branch::Branch(Scene& scene, Book& book, const std::vector<Step>& steps, std::shared_ptr<Names> names, Inherited inherited)
    : scene_(scene), book_(book) {
  frames_.push_back({nullptr, std::move(names), std::move(inherited), Steps{&steps}, {}});
}

Branch::State Branch::advance() {
  while (!stop_ && !frames_.empty()) {
    const Verdict verdict = std::visit([this](auto& body) { return go_on(body); }, frames_.back().body);
    if (verdict) return *verdict;
  }
  return stop_ ? State::Stopped : State::Done;
}

Branch::Verdict Branch::go_on(Steps& steps) {
  if (steps.next < steps.list->size()) return begin((*steps.list)[steps.next++]);
  complete();
  return std::nullopt;
}

Branch::Verdict Branch::go_on(Rounds& rounds) {
  if (rounds.next == rounds.values.size()) {
    complete();
    return std::nullopt;
  }
  const Frame& frame = frames_.back();
  auto names = std::make_shared<Names>(scene_, frame.names);
  names->bind(rounds.step->loop->name, {rounds.values[rounds.next++], {}});
  push({nullptr, std::move(names), frame.inherited, Steps{&rounds.step->branches.front()}, {}});
  return std::nullopt;
}

Branch::Verdict Branch::go_on(Together& together) {
  bool all_done = true;
  for (const std::unique_ptr<Branch>& part : together.parts) {
    const State state = part->advance();
    if (state == State::Stopped) {
      stop(part->stopped());
      return State::Stopped;
    }
    all_done = all_done && state == State::Done;
  }
  if (!all_done) return State::Waiting;
  for (const std::unique_ptr<Branch>& part : together.parts) frames_.back().shown.add(part->shown());
  complete();
  return std::nullopt;
}

Branch::Verdict Branch::go_on(Waited& waited) {
  Progress progress = waited.deed->poll();
  if (std::holds_alternative<Waiting>(progress)) return State::Waiting;
  if (Stop* reason = std::get_if<Stop>(&progress)) {
    stop(std::move(*reason));
    return State::Stopped;
  }
  frames_.back().shown.judged = language::judges(frames_.back().step->verb);
  complete();
  return std::nullopt;
}

Branch::Verdict Branch::begin(const Step& step) {
  if (const std::optional<std::string> missing = book_.missing(step.needs)) {
    book_.skipped(step, *missing);
    frames_.back().shown.add({false, *missing});
    return std::nullopt;
  }
  Inherited inherited = frames_.back().inherited;
  if (step.within) inherited.within = step.within;
  if (!step.ignores.empty()) inherited.ignored.insert(inherited.ignored.begin(), &step.ignores);
  switch (step.verb) {
    case Verb::Call: return call(step, inherited);
    case Verb::ForEach: return rounds(step, inherited);
    case Verb::Together: return together(step, inherited);
    case Verb::Either: return either(step, inherited);
    case Verb::InOrder: push({&step, frames_.back().names, inherited, Steps{&step.branches.front()}, {}}); return std::nullopt;
    case Verb::Let: return assign(step);
    case Verb::Return: return return_values(step);
    default: return deed(step, inherited);
  }
}

const language::Definition* Branch::definition_for(const Step& step) const {
  const Actor* first = step.arguments.empty() ? nullptr : actor_of(step.arguments.front());
  for (const language::Definition* candidate : step.candidates) {
    if (candidate->of.empty()) return candidate;
    if (first != nullptr && candidate->of == language::name(first->kind())) return candidate;
  }
  return nullptr;
}

Branch::Verdict Branch::call(const Step& step, const Inherited& inherited) {
  const language::Definition* definition = definition_for(step);
  if (definition == nullptr) return stop_at(step, fault(fmt::format("no definition of \"{}\" is for this kind of actor", step.text)));
  auto names = std::make_shared<Names>(scene_);
  // The candidates' parameters stand in the same places but may have other names.
  ASSAY_ASSERT(step.arguments.size() == definition->parameters.size());
  for (std::size_t i = 0; i < step.arguments.size(); ++i) {
    const language::Argument& argument = step.arguments[i];
    const std::string& parameter = definition->parameters[i];
    if (Actor* actor = actor_of(argument)) {
      names->alias(parameter, *actor);
      continue;
    }
    auto value = match::evaluate_value(argument.value, *frames_.back().names, scene_.functions);
    if (!value) return stop_at(step, fault(value.error()));
    names->bind(parameter, *std::move(value));
  }
  push({&step, std::move(names), inherited, Steps{&definition->steps}, {}});
  return std::nullopt;
}

Branch::Verdict Branch::rounds(const Step& step, const Inherited& inherited) {
  auto values = match::unrolled(*step.loop, *frames_.back().names, scene_.functions, kRounds);
  if (!values) return stop_at(step, fault(values.error()));
  push({&step, frames_.back().names, inherited, Rounds{&step, *std::move(values)}, {}});
  return std::nullopt;
}

Branch::Verdict Branch::together(const Step& step, const Inherited& inherited) {
  Together parts;
  for (const std::vector<Step>& steps : step.branches) {
    parts.parts.push_back(std::make_unique<Branch>(scene_, book_, steps, frames_.back().names, inherited));
  }
  push({&step, frames_.back().names, inherited, std::move(parts), {}});
  return std::nullopt;
}

Branch::Verdict Branch::either(const Step& step, const Inherited& inherited) {
  push({&step, frames_.back().names, inherited, Either{{}, {}, std::nullopt, std::nullopt}, {}});
  if (stop_) return State::Stopped;
  Either& either = std::get<Either>(frames_.back().body);
  std::vector<Fork::Way> ways;
  for (std::size_t i = 0; i < step.branches.size(); ++i) {
    auto part = std::make_unique<Branch>(scene_, book_, step.branches[i], frames_.back().names, inherited);
    Deed* first = part->prepared();
    if (part->stop_) {
      stop(part->stopped());
      return State::Stopped;
    }
    if (first == nullptr) {
      frames_.back().shown.add(part->left_out_so_far());
      continue;
    }
    const Patience& patience = std::get<Waited>(part->frames_.back().body).patience;
    if (!either.patience || patience.span() > either.patience->span()) either.patience = patience;
    ways.push_back({step.branch_names[i], first});
    either.parts.push_back(std::move(part));
    either.indices.push_back(i);
  }
  if (either.parts.empty()) {
    complete();
  } else {
    either.fork.emplace(scene_, std::move(ways));
  }
  return std::nullopt;
}

Deed* Branch::prepared() {
  while (!stop_ && !frames_.empty() && left_out_so_far().lacking.empty()) {
    if (const Waited* waited = std::get_if<Waited>(&frames_.back().body)) return waited->deed.get();
    std::visit([this](auto& body) { (void)go_on(body); }, frames_.back().body);
  }
  return nullptr;
}

Shown Branch::left_out_so_far() const {
  Shown shown = shown_;
  for (const Frame& frame : frames_) shown.add(frame.shown);
  return shown;
}

Branch::Verdict Branch::go_on(Either& either) {
  if (either.fork) {
    Fork::Decision decision = either.fork->decide();
    if (std::holds_alternative<Waiting>(decision)) return State::Waiting;
    if (Stop* reason = std::get_if<Stop>(&decision)) {
      stop(std::move(*reason));
      return State::Stopped;
    }
    take(either, std::get<std::size_t>(decision));
  }
  Branch& part = *either.parts.front();
  const State state = part.advance();
  if (state == State::Waiting) return state;
  if (state == State::Stopped) {
    stop(part.stopped());
    return state;
  }
  frames_.back().shown.add(part.shown());
  complete();
  return std::nullopt;
}

void Branch::take(Either& either, std::size_t part) {
  const Step& step = *frames_.back().step;
  const std::size_t index = either.indices[part];
  scene_.transcript.note({}, "choice: " + step.branch_names[index]);
  book_.took(step, index);
  std::unique_ptr<Branch> taken = std::move(either.parts[part]);
  either.fork.reset();
  either.parts.clear();
  either.parts.push_back(std::move(taken));
}

std::optional<Instant> Branch::wakes_at(const Either& either) {
  std::optional<Instant> first;
  for (const std::unique_ptr<Branch>& part : either.parts) {
    for (const Deed* deed : part->waiting()) first = earlier(first, deed->wakes_at());
  }
  return first;
}

Branch::Verdict Branch::assign(const Step& step) {
  Names& names = *frames_.back().names;
  for (const language::Assignment& assignment : step.assignments) {
    auto value = match::evaluate_value(assignment.value, names, scene_.functions);
    if (!value) return stop_at(step, fault(value.error()));
    if (!assignment.actor) {
      names.bind(assignment.name, *std::move(value));
    } else if (Actor* actor = actor_of(*assignment.actor)) {
      scene_.set_variable(*actor, assignment.name, std::move(value->text));
    } else {
      return stop_at(step, fault(fmt::format("{} is nobody of the cast", assignment.actor->word)));
    }
  }
  book_.passed(step);
  return std::nullopt;
}

Branch::Verdict Branch::return_values(const Step& step) {
  const auto caller = std::find_if(frames_.rbegin(), frames_.rend(),
                                   [](const Frame& frame) { return frame.step != nullptr && frame.step->verb == Verb::Call; });
  if (caller == frames_.rend()) return stop_at(step, fault("there is nothing to return to"));
  for (const language::Assignment& assignment : step.assignments) {
    auto value = match::evaluate_value(assignment.value, *frames_.back().names, scene_.functions);
    if (!value) return stop_at(step, fault(value.error()));
    caller->returned.emplace_back(assignment.name, *std::move(value));
  }
  return std::nullopt;
}

Branch::Verdict Branch::deed(const Step& step, const Inherited& inherited) {
  Actor* actor = step.actor ? actor_of(*step.actor) : nullptr;
  if (step.actor && actor == nullptr) return stop_at(step, fault(fmt::format("{} is nobody of the cast", step.actor->word)));
  if (actor != nullptr) {
    actor->handled.clear();
    // What must not come may have come before the last answer: absence looks at that too.
    if (!is_absence(step.verb)) actor->handled_stanzas.clear();
  }
  std::unique_ptr<Deed> made = make_deed({scene_, step, frames_.back().names, actor, inherited.ignored});
  if (made == nullptr) return stop_at(step, fault(fmt::format("\"{}\" cannot be played", step.text)));
  const Patience patience(scene_.pace, scene_.now.monotonic, inherited.within.value_or(kPatience));
  push({&step, frames_.back().names, inherited, Waited{std::move(made), patience}, {}});
  return std::nullopt;
}

void Branch::push(Frame frame) {
  const Step* step = frame.step;
  frames_.push_back(std::move(frame));
  if (frames_.size() > kFrames) stop(fault(fmt::format("sentences are nested more than {} deep", step == nullptr ? 0 : kFrames)));
}

void Branch::complete() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  (frames_.empty() ? shown_ : frames_.back().shown).add(frame.shown);
  if (frame.step == nullptr) return;
  bind_returned(frame);
  const Rounds* rounds = std::get_if<Rounds>(&frame.body);
  if (rounds != nullptr && rounds->values.empty()) return;  // nothing was done: not reached
  if (frame.shown.is_hollow()) {
    book_.left_out(*frame.step, frame.shown.lacking);
  } else {
    book_.passed(*frame.step);
  }
}

void Branch::bind_returned(const Frame& frame) {
  if (frame.returned.empty()) return;
  const Step& step = *frame.step;
  Names& names = *frames_.back().names;
  Actor* actor = step.arguments.empty() ? nullptr : actor_of(step.arguments.front());
  match::Value record;
  for (const auto& [name, value] : frame.returned) {
    if (actor != nullptr) scene_.set_variable(*actor, name, value.text);
    record.fields.insert_or_assign(name, value.text);
    for (const auto& [returned, local] : step.as_names) {
      if (returned == name) names.bind(local, value);
    }
  }
  if (!step.as_record.empty()) names.bind(step.as_record, std::move(record));
}

Actor* Branch::actor_of(const language::Argument& argument) const { return frames_.back().names->actor_of(argument); }

Branch::Verdict Branch::stop_at(const Step& step, Stop reason) {
  reason.steps.push_back(&step);
  stop(std::move(reason));
  return State::Stopped;
}

void Branch::stop(Stop reason) {
  add_frames_to(reason);
  if (reason.said.empty() && !reason.steps.empty()) reason.said = said(*reason.steps.front());
  stop_ = std::move(reason);
}

std::string Branch::said(const Step& step) const {
  std::string text = step.text;
  const Actor* actor = step.actor && !frames_.empty() ? actor_of(*step.actor) : nullptr;
  if (actor != nullptr && text.starts_with(step.actor->word)) text.replace(0, step.actor->word.size(), actor->name());
  return text;
}

void Branch::add_frames_to(Stop& stop) const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (frame->step != nullptr) stop.steps.push_back(frame->step);
  }
}

Branch::State Branch::expire() {
  if (stop_ || frames_.empty()) return stop_ ? State::Stopped : State::Done;
  Frame& top = frames_.back();
  if (Together* together = std::get_if<Together>(&top.body)) {
    for (const std::unique_ptr<Branch>& part : together->parts) {
      if (part->expire() != State::Stopped) continue;
      stop(part->stopped());
      return State::Stopped;
    }
  }
  if (Either* either = std::get_if<Either>(&top.body)) {
    if (!either->fork) {
      if (either->parts.front()->expire() == State::Stopped) stop(either->parts.front()->stopped());
    } else if (!wakes_at(*either) && either->patience->ends() <= scene_.now.monotonic) {
      stop(timeout(*either));
    }
    return stop_ ? State::Stopped : State::Waiting;
  }
  const Waited* waited = std::get_if<Waited>(&top.body);
  if (waited == nullptr || waited->deed->wakes_at() || waited->patience.ends() > scene_.now.monotonic) return State::Waiting;
  stop(timeout(*waited));
  return State::Stopped;
}

std::optional<Stop> Branch::lateness(const Patience& patience) {
  if (patience.lost() <= Pace::kMostLost) return std::nullopt;
  const std::string late =
      fmt::format("our own timers came {:.1f} s late during this step: the machine is too busy to judge", seconds(patience.lost()));
  return Stop{Stop::Kind::Late, late, {}, {}, {}, {}, {}};
}

std::string Branch::span_of(const Patience& patience) const {
  const std::string span = fmt::format("{:g} s", seconds(patience.span()));
  const Duration round_trip = scene_.pace.round_trip();
  if (round_trip <= kWorthSaying) return span;
  return span + fmt::format(" and {} round trips of {:.2f} s", Pace::kRoundTrips, seconds(round_trip));
}

Stop Branch::timeout(const Either& either) const {
  if (const std::optional<Stop> late = lateness(*either.patience)) return *late;
  const std::string span = span_of(*either.patience);
  Stop stop = failure(either.fork->awaited(), "nothing of it within " + span);
  stop.reason = fmt::format("timeout: nothing began one of the {} branches within {}", either.parts.size(), span);
  stop.path_diff = either.fork->misfits();
  return stop;
}

Stop Branch::timeout(const Waited& waited) const {
  if (const std::optional<Stop> late = lateness(waited.patience)) return *late;
  const std::string span = span_of(waited.patience);
  Stop stop = failure(waited.deed->awaited(), "nothing within " + span);
  stop.reason = fmt::format("timeout: {} did not come within {}", waited.deed->awaited(), span);
  stop.path_diff = waited.deed->nearest();
  if (!stop.path_diff.empty()) stop.reason += fmt::format(" (nearest: {})", stop.path_diff.substr(0, stop.path_diff.find('\n')));
  const Actor* actor = waited.deed->actor();
  if (actor == nullptr) return stop;
  stop.actual += actor->inbox.empty() ? "; the inbox is empty" : fmt::format("; {} unread in the inbox:", actor->inbox.size());
  for (std::size_t i = 0; i < std::min(actor->inbox.size(), kInboxShown); ++i) stop.actual += "\n  " + describe(actor->inbox[i]);
  if (!actor->handled.empty()) stop.actual += "\ntaken by default handlers meanwhile:";
  for (const std::string& item : actor->handled) stop.actual += "\n  " + item;
  // What was refused to another one often says why.
  for (const auto& other : scene_.cast()) {
    if (other.get() == actor || other->inbox.empty()) continue;
    stop.actual += fmt::format("\n{} unread by {}:", other->inbox.size(), other->name());
    for (std::size_t i = 0; i < std::min(other->inbox.size(), kInboxShown); ++i) stop.actual += "\n  " + describe(other->inbox[i]);
  }
  return stop;
}

// The branches inside that are played at once.
const std::vector<std::unique_ptr<Branch>>* Branch::parts_of(const Frame& frame) {
  if (const Together* together = std::get_if<Together>(&frame.body)) return &together->parts;
  if (const Either* either = std::get_if<Either>(&frame.body)) return &either->parts;
  return nullptr;
}

std::vector<const Deed*> Branch::waiting() const {
  if (frames_.empty() || stop_) return {};
  if (const Waited* waited = std::get_if<Waited>(&frames_.back().body)) return {waited->deed.get()};
  std::vector<const Deed*> deeds;
  if (const auto* parts = parts_of(frames_.back())) {
    for (const std::unique_ptr<Branch>& part : *parts) {
      for (const Deed* deed : part->waiting()) deeds.push_back(deed);
    }
  }
  return deeds;
}

std::optional<Instant> Branch::next_deadline() const {
  if (frames_.empty() || stop_) return std::nullopt;
  if (const Waited* waited = std::get_if<Waited>(&frames_.back().body)) {
    const std::optional<Instant> wakes = waited->deed->wakes_at();
    return wakes ? wakes : std::optional<Instant>(waited->patience.ends());
  }
  if (const Either* either = std::get_if<Either>(&frames_.back().body); either != nullptr && either->fork) {
    const std::optional<Instant> wakes = wakes_at(*either);
    return wakes ? wakes : std::optional<Instant>(either->patience->ends());
  }
  std::optional<Instant> first;
  if (const auto* parts = parts_of(frames_.back())) {
    for (const std::unique_ptr<Branch>& part : *parts) first = earlier(first, part->next_deadline());
  }
  return first;
}

}  // namespace assay::conformance::engine
