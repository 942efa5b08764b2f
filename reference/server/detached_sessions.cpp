#include "reference/server/detached_sessions.hpp"

#include "reference/base/assert.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kEndedSessions = 10'000;

}  // namespace

void DetachedSessions::add(std::unique_ptr<Session> session, Instant until) {
  ASSAY_ASSERT(session->connection == nullptr && session->management && session->management->is_resumable());
  session->management->detached_until = until;
  session->management->detached_number = ++last_number_;
  waiting_.emplace(std::pair{until, last_number_}, std::move(session));
}

std::unique_ptr<Session> DetachedSessions::take(Session& session) {
  StreamManagement& management = *session.management;
  const auto found = waiting_.find({management.detached_until.value(), management.detached_number});
  ASSAY_ASSERT(found != waiting_.end() && found->second.get() == &session);
  std::unique_ptr<Session> taken = std::move(found->second);
  waiting_.erase(found);
  management.detached_until.reset();
  return taken;
}

Session* DetachedSessions::due(Instant now) const {
  if (waiting_.empty() || waiting_.begin()->first.first > now) return nullptr;
  return waiting_.begin()->second.get();
}

std::optional<Instant> DetachedSessions::next_deadline() const {
  return waiting_.empty() ? std::nullopt : std::optional<Instant>{waiting_.begin()->first.first};
}

std::vector<Session*> DetachedSessions::touched_in(std::uint64_t turn) const {
  std::vector<Session*> touched;
  for (const auto& [key, session] : waiting_) {
    if (session->management->touched_in == turn) touched.push_back(session.get());
  }
  return touched;
}

void DetachedSessions::remember_ended(const Session& session) {
  const StreamManagement& management = *session.management;
  if (!ended_.emplace(management.id, Ended{session.account(), management.handled}).second) return;
  ended_order_.push_back(management.id);
  if (ended_order_.size() <= kEndedSessions) return;
  ended_.erase(ended_order_.front());
  ended_order_.pop_front();
}

std::optional<std::uint32_t> DetachedSessions::handled_by(std::string_view account, const std::string& id) const {
  const auto found = ended_.find(id);
  if (found == ended_.end() || found->second.account != account) return std::nullopt;
  return found->second.handled;
}

}  // namespace assay::server
