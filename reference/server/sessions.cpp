#include "reference/server/sessions.hpp"

#include <algorithm>

#include "reference/base/assert.hpp"

namespace assay::server {

const std::vector<Session*>& Sessions::of(const std::string& account) const {
  static const std::vector<Session*> kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second;
}

Session* Sessions::find(const jid::Jid& full) const {
  for (Session* session : of(full.local())) {
    if (session->full.resource() == full.resource()) return session;
  }
  return nullptr;
}

void Sessions::add(Session& session) {
  accounts_[session.account()].push_back(&session);
  ++count_;
}

void Sessions::remove(Session& session) {
  const auto found = accounts_.find(session.account());
  ASSAY_ASSERT(found != accounts_.end());
  std::vector<Session*>& list = found->second;
  const auto at = std::find(list.begin(), list.end(), &session);
  ASSAY_ASSERT(at != list.end());
  list.erase(at);
  if (list.empty()) accounts_.erase(found);
  --count_;
}

}  // namespace assay::server
