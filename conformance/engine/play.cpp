#include "conformance/engine/play.hpp"

#include <utility>

#include "conformance/engine/director.hpp"
#include "conformance/engine/intake.hpp"

namespace assay::conformance::engine {

namespace {

template <class T>
std::optional<T> popped(std::deque<T>& queue) {
  if (queue.empty()) return std::nullopt;
  T front = std::move(queue.front());
  queue.pop_front();
  return front;
}

}  // namespace

std::string case_id(const language::Scenario& scenario, const language::Case& chosen) {
  return chosen.id.empty() ? scenario.id : scenario.id + "#" + chosen.id;
}

Play::Play(const language::Scenario& scenario, const language::Case& chosen, const Target& target,
           const language::RequirementTable& requirements, Chance chance)
    : director_(std::make_unique<Director>(scenario, chosen, target, requirements, chance)) {}

Play::~Play() = default;

void Play::start(const Now& now) { director_->start(now); }

void Play::handle(Conn conn, const Event& event, const Now& now) {
  if (!director_->is_running()) return;
  director_->set_now(now);
  take_in(director_->scene(), conn, event);
}

void Play::timer(const Now& now) {
  if (director_->is_running()) director_->set_now(now);
}

void Play::end_turn(const Now& now) {
  if (!director_->is_running()) return;
  director_->set_now(now);
  director_->go_on();
}

std::optional<Action> Play::next_action() { return popped(director_->scene().actions); }

std::optional<Instant> Play::next_deadline() const { return director_->next_deadline(); }

void Play::code(std::string_view number, std::string_view code, const Now& now) {
  if (!director_->is_running()) return;
  director_->set_now(now);
  take_in_code(director_->scene(), number, code);
}

void Play::wake_up(std::string_view node, std::string_view said, const Now& now) {
  if (!director_->is_running()) return;
  director_->set_now(now);
  take_in_wake_up(director_->scene(), node, said);
}

void Play::shim_said(std::string_view actor, std::string_view line, const Now& now) {
  Actor* found = director_->scene().find_actor(actor);
  if (found == nullptr || !director_->is_running()) return;
  director_->set_now(now);
  take_in_line(director_->scene(), *found, line);
}

std::optional<ShimLine> Play::next_shim_line() { return popped(director_->scene().shim_lines); }

std::optional<Listen> Play::next_listen() { return popped(director_->scene().listens); }

void Play::listening(std::string_view actor, const Endpoint& at, const Now& now) {
  Actor* found = director_->scene().find_actor(actor);
  if (found == nullptr || !director_->is_running()) return;
  director_->set_now(now);
  found->listens_at = at;
}

std::optional<std::string> Play::next_code_wanted() { return popped(director_->scene().codes_wanted); }

std::optional<StageOrder> Play::next_stage_order() { return popped(director_->scene().stage_orders); }

void Play::stage_answered(StageAnswer answer, const Now& now) {
  if (!director_->is_running()) return;
  director_->set_now(now);
  director_->scene().take_in_answer(std::move(answer));
}

bool Play::wants_quiescence() const { return director_->wants_quiescence(); }

void Play::quiescent(const Now& now) {
  if (!director_->is_running()) return;
  director_->set_now(now);
  director_->scene().is_quiet = true;
}

bool Play::finished() const { return director_->finished(); }

reports::ScenarioReport Play::report() const { return director_->report(); }

}  // namespace assay::conformance::engine
