#include "reference/client/group_writer.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/outgoing.hpp"
#include "reference/stanza/error.hpp"

namespace assay::client {
namespace {

using stanza::groups::Mismatch;
using stanza::groups::Recipients;

Outgoing outgoing_of(const GroupWriter::Wanted& wanted, const GroupState& state, bool repairs) {
  Outgoing outgoing{wanted.message, {}, "groupchat", wanted.payload, repairs ? Told::Nobody : Told::Caller};
  outgoing.payload.push_back(Recipients{state.version(), state.hash(), repairs}.write());
  return outgoing;
}

}  // namespace

void GroupWriter::send(Session& session, Wanted wanted) {
  const char* condition = nullptr;
  const SendMessage& message = wanted.message;
  const bool waits = std::any_of(waiting_.begin(), waiting_.end(), [&](const Wanted& one) { return one.message.id == message.id; });
  if (message.id.empty() || message.id.size() > session.config().limits.message_id_octets) condition = "bad-id";
  if (waits || session.outbox().find(message.id) != nullptr) condition = "conflict";
  if (session.outbox().is_full() || waiting_.size() >= kOutboxMessages) condition = "queue-full";
  if (condition != nullptr) return session.emit(Failed{wanted.command, condition, {}, {}, message.id});
  const std::string group = message.to;
  waiting_.push_back(std::move(wanted));
  settle(session, group);
}

void GroupWriter::settle(Session& session, const std::string& group) {
  const KnownGroup* known = book_.find(group);
  const bool waits = std::any_of(waiting_.begin(), waiting_.end(), [&](const Wanted& one) { return one.message.to == group; });
  if (known == nullptr || !known->state || known->doubted) {
    if (waits && session.is_online()) ask_(session, group);
    return;
  }
  std::deque<Wanted> others;
  for (Wanted& wanted : std::exchange(waiting_, {})) {
    if (wanted.message.to != group) {
      others.push_back(std::move(wanted));
    } else {
      write(session, group, *known->state, std::move(wanted));
    }
  }
  waiting_ = std::move(others);
}

void GroupWriter::write(Session& session, const std::string& group, const GroupState& state, Wanted wanted) {
  if (session.outbox().is_full()) return session.emit(Failed{wanted.command, "queue-full", {}, {}, wanted.message.id});
  const std::string id = wanted.message.id;
  (void)session.receipts().sent(id, group);
  deliver(session, outgoing_of(wanted, state, false));
  const auto before = sent_.find(id);
  if (before != sent_.end()) {
    before->second.meant = state.version();
  } else {
    remember(id, {group, std::move(wanted), state.version()});
  }
}

void GroupWriter::remember(const std::string& id, Sent sent) {
  sent_.emplace(id, std::move(sent));
  sent_order_.push_back(id);
  while (sent_order_.size() > kRepairableMessages) {
    repairs_.erase(sent_order_.front());
    sent_.erase(sent_order_.front());
    sent_order_.pop_front();
  }
}

void GroupWriter::give_up(Session& session, const std::string& group, const RequestFault& fault) {
  std::erase_if(repairs_, [&](const std::string& id) { return sent_.at(id).group == group; });
  std::deque<Wanted> others;
  for (Wanted& wanted : std::exchange(waiting_, {})) {
    if (wanted.message.to != group) {
      others.push_back(std::move(wanted));
      continue;
    }
    Failed failure = failed(wanted.command, fault);
    failure.id = wanted.message.id;
    session.emit(std::move(failure));
  }
  waiting_ = std::move(others);
}

void GroupWriter::go_on(Session& session) {
  std::set<std::string> groups;
  for (const Wanted& wanted : waiting_) groups.insert(wanted.message.to);
  for (const std::string& id : repairs_) groups.insert(sent_.at(id).group);
  for (const std::string& group : groups) ask_(session, group);
}

// GRP-15e. The group says it beside its acknowledgement, which may come later.
void GroupWriter::mismatched(Session& session, const std::string& group, const Mismatch& mismatch) {
  const auto found = sent_.find(mismatch.id);
  if (found == sent_.end() || found->second.group != group || mismatch.version <= found->second.meant) return;
  if (found->second.tries >= kRecipientTries) return;
  found->second.repair_for = mismatch.version;
  repairs_.insert(mismatch.id);
  const KnownGroup* known = book_.find(group);
  if (known == nullptr || !known->state || known->state->version() < mismatch.version) ask_(session, group);
}

void GroupWriter::turn_ends(Session& session) {
  if (repairs_.empty() || !session.is_online()) return;
  const std::set<std::string> all = repairs_;
  for (const std::string& id : all) {
    Sent& sent = sent_.at(id);
    const KnownGroup* known = book_.find(sent.group);
    const bool is_known = known != nullptr && known->state && !known->doubted && known->state->version() >= *sent.repair_for;
    if (is_known && session.outbox().find(id) == nullptr && !session.outbox().is_full()) repair(session, sent, *known->state);
  }
}

void GroupWriter::repair(Session& session, Sent& sent, const GroupState& state) {
  repairs_.erase(sent.wanted.message.id);
  sent.repair_for.reset();
  ++sent.tries;
  // Who only went lacks nothing.
  if (state.grew_since(sent.meant)) deliver(session, outgoing_of(sent.wanted, state, true));
  sent.meant = state.version();
}

bool GroupWriter::bounced(Session& session, const std::string& group, const xml::Element& error) {
  const auto found = sent_.find(std::string(error.attribute("id")));
  if (found == sent_.end() || found->second.group != group || found->second.tries >= kRecipientTries) return false;
  const Outgoing* outgoing = session.outbox().find(found->first);
  if (outgoing == nullptr || refused(stanza::StanzaError::of(error)).condition != "stale") return false;
  Sent& sent = found->second;
  ++sent.tries;
  if (KnownGroup* known = book_.find(group)) known->doubted = true;
  if (outgoing->told == Told::Nobody) {
    sent.repair_for = sent.meant;
    repairs_.insert(found->first);
  } else {
    waiting_.push_back(sent.wanted);
  }
  (void)session.outbox().take(found->first);
  ask_(session, group);
  return true;
}

bool GroupWriter::is_ours(const std::string& group, const std::string& id) const {
  const auto found = sent_.find(id);
  return found != sent_.end() && found->second.group == group;
}

}  // namespace assay::client
