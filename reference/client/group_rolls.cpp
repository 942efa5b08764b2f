#include "reference/client/group_rolls.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/group_events.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

void mark_judging(Session& session, const std::string& group, bool judges) {
  GroupKeys* keys = session.keyring()->find_group(group);
  if (keys != nullptr) keys->judges_roll = judges;
}

const Member* owner_of(const GroupState& state) {
  for (const auto& [jid, member] : state.members()) {
    if (member.role == Role::Owner) return &member;
  }
  return nullptr;
}

// The same once more, as after a lost connection.
bool is_believed(Keyring& keyring, const std::string& group, const Roll& roll, const std::optional<Change>& beside) {
  const GroupKeys* keys = keyring.find_group(group);
  if (keys == nullptr || !keys->roll) return false;
  return beside ? beside->version <= keys->roll->version : roll.previous + 1 == keys->roll->version;
}

bool ends_membership(const Change& change, const std::string& own) {
  if (change.kind == ChangeKind::Left || change.kind == ChangeKind::Moved) return change.actor == own;
  return change.kind == ChangeKind::Removed && std::ranges::find(change.members, own) != change.members.end();
}

}  // namespace

void GroupRolls::came(Session& session, const std::string& group, const xml::Element& message) {
  const auto change = Change::of(message);
  if (!change) return;
  if (session.group_state(group) == nullptr && ends_membership(*change, session.keyring()->account())) return drop(group);
  want(group);
  const auto roll = Roll::in(message);
  if (!roll && change->entry) let_enter(session, group);
  if (!roll || is_believed(*session.keyring(), group, *roll, change)) return;
  if (judged_.size() >= kKeyedGroups && judged_.count(group) == 0) return;
  std::deque<Judged>& waiting = judged_[group];
  waiting.push_back({*roll, change});
  if (waiting.size() > kWaitingRolls) {
    waiting.pop_front();
    asked_.erase(group);
  }
  judge_all(session, group);
}

void GroupRolls::drop(const std::string& group) {
  judged_.erase(group);
  candidates_.erase(group);
  unvouched_.erase(group);
  unsettled_.erase(group);
  asked_.erase(group);
  entering_.erase(group);
  refused_.erase(group);
  doubted_.erase(group);
}

void GroupRolls::judge_all(Session& session, const std::string& group) {
  const auto found = judged_.find(group);
  if (found == judged_.end()) return;
  std::deque<Judged>& waiting = found->second;
  while (!waiting.empty() && judge(session, group, waiting.front())) waiting.pop_front();
  if (!waiting.empty()) return mark_judging(session, group, true);
  judged_.erase(found);
  let_enter(session, group);
}

// GRP-19m. A roll that is judged comes first: it may list no such link any more.
void GroupRolls::let_enter(Session& session, const std::string& group) {
  const GroupState* state = session.group_state(group);
  if (judged_.count(group) != 0) return;
  entering_.erase(group);
  const GroupKeys* keys = session.keyring()->find_group(group);
  if (keys != nullptr && keys->roll && state != nullptr) {
    for (const auto& [jid, member] : state->members()) {
      if (!member.entry || member.since <= keys->roll->version || is_vouched(keys, jid)) continue;
      if (refused_[group].count({jid, member.since}) != 0) continue;
      if (!is_known(session, jid)) {
        if (directory_.state(jid) != Directory::State::AwaitsTrust) entering_.insert(group);
      } else if (directory_.state(jid) == Directory::State::Refused || !enters(*session.keyring(), group, member)) {
        if (refused_[group].size() >= kRollMembers) refused_[group].clear();
        refused_[group].insert({jid, member.since});
        session.emit(Event{GroupEvent{GroupRollRefused{group, jid, "unsigned-entry"}}});
      }
    }
  }
  mark_judging(session, group, entering_.count(group) != 0);
}

bool GroupRolls::is_known(Session& session, const std::string& account) {
  if (account == session.keyring()->account()) return true;
  switch (directory_.state(account)) {
    case Directory::State::Listed:
    case Directory::State::Fetching:
    case Directory::State::Ready:
    case Directory::State::NoKeys:
    case Directory::State::Refused: return true;
    case Directory::State::Unknown: directory_.want_list(session, account); return false;
    case Directory::State::Asking:
    case Directory::State::AwaitsTrust: return false;
  }
  return false;
}

bool GroupRolls::judge(Session& session, const std::string& group, const Judged& judged) {
  const Roll& roll = judged.roll;
  if (!is_known(session, roll.signer)) return false;
  if (is_believed(*session.keyring(), group, roll, judged.beside)) return true;
  const bool is_refused = directory_.state(roll.signer) == Directory::State::Refused;
  const auto taken = is_refused ? Result<void, RollFault>(fail(RollFault::Unlisted))
                                : take_roll(*session.keyring(), group, roll, judged.beside ? &*judged.beside : nullptr);
  if (taken) {
    candidates_.erase(group);
  } else if (taken.error() == RollFault::Unknown) {
    candidates_.insert_or_assign(group, roll);
  } else {
    session.emit(Event{GroupEvent{GroupRollRefused{group, roll.signer, std::string(name_of(taken.error()))}}});
  }
  want(group);
  return true;
}

void GroupRolls::settled(Session& session, const std::string& account) {
  std::set<std::string> groups;
  for (const auto& [group, waiting] : judged_) {
    if (!waiting.empty() && waiting.front().roll.signer == account) groups.insert(group);
  }
  for (const std::string& group : groups) judge_all(session, group);
  const std::set<std::string> entering = entering_;
  for (const std::string& group : entering) let_enter(session, group);
}

bool GroupRolls::agree(Session& session, const std::string& group) {
  const auto candidate = candidates_.find(group);
  const GroupState* state = session.group_state(group);
  Keyring& keyring = *session.keyring();
  const bool done = candidate != candidates_.end() ? adopt_roll(keyring, group, candidate->second)
                                                   : state != nullptr && adopt_members(keyring, group, *state);
  candidates_.erase(group);
  let_enter(session, group);
  want(group);
  return done;
}

void GroupRolls::ask(Session& session, const std::string& group) {
  if (!asked_.insert(group).second) return;
  asking_.insert(group);
  session.ask(group, "get", ask_roll(), [this, group](Session& s, const Answer& answer) {
    asking_.erase(group);
    if (!s.keyring()) return;
    const auto roll = answer ? Roll::in(*answer) : std::nullopt;
    if (roll && !is_believed(*s.keyring(), group, *roll, std::nullopt)) judged_[group].push_back({*roll, std::nullopt});
    judge_all(s, group);
    want(group);
  });
}

// A group that we are alone in has no need of one.
bool GroupRolls::settle(Session& session, const std::string& group) {
  const GroupState* state = session.group_state(group);
  if (state == nullptr || waits(group)) return false;
  const GroupKeys* keys = session.keyring()->find_group(group);
  const bool is_alone = state->members().size() == 1 && state->has(session.keyring()->account());
  if (!is_alone && (keys == nullptr || !keys->roll) && candidates_.count(group) == 0 && asked_.count(group) == 0) {
    ask(session, group);
    return false;
  }
  let_enter(session, group);
  if (waits(group)) return false;
  tell(session, group, *state);
  doubt_owner(session, group, *state);
  return true;
}

void GroupRolls::tell(Session& session, const std::string& group, const GroupState& state) {
  const GroupKeys* keys = session.keyring()->find_group(group);
  GroupUnvouched now{group, {}};
  for (const auto& [jid, member] : state.members()) {
    if (jid != session.keyring()->account() && !is_vouched(keys, jid)) now.members.push_back(jid);
  }
  if (const auto candidate = candidates_.find(group); candidate != candidates_.end()) now.signer = candidate->second.signer;
  const auto before = unvouched_.find(group);
  if (before == unvouched_.end() ? now.members.empty() : before->second == now.members) return;
  if (now.members.empty()) {
    unvouched_.erase(before);
  } else {
    unvouched_.insert_or_assign(group, now.members);
  }
  session.emit(Event{GroupEvent{std::move(now)}});
}

// GRP-19j. Whoever left has said who is to own it.
void GroupRolls::doubt_owner(Session& session, const std::string& group, const GroupState& state) {
  const GroupKeys* keys = session.keyring()->find_group(group);
  const Member* owner = owner_of(state);
  if (keys == nullptr || !keys->roll || owner == nullptr) return;
  const auto signed_ = std::ranges::find_if(keys->roll->members, [](const auto& entry) { return entry.second == Role::Owner; });
  if (signed_ == keys->roll->members.end() || signed_->first == owner->jid || !state.has(signed_->first)) {
    doubted_.erase(group);
  } else if (std::exchange(doubted_[group], owner->jid) != owner->jid) {
    session.emit(Event{GroupEvent{GroupDoubt{group, GroupDoubt::Of::Owner}}});
  }
}

bool GroupRolls::turn_ends(Session& session) {
  if (unsettled_.empty() || !session.is_online()) return false;
  bool any = false;
  for (const std::string& group : std::exchange(unsettled_, {})) {
    if (settle(session, group)) {
      any = true;
    } else {
      unsettled_.insert(group);
    }
  }
  return any;
}

void GroupRolls::forget(Session& session) {
  if (session.keyring()) {
    for (const auto& [group, waiting] : judged_) mark_judging(session, group, false);
    for (const std::string& group : entering_) mark_judging(session, group, false);
  }
  judged_.clear();
  asking_.clear();
  asked_.clear();
  unsettled_.clear();
  entering_.clear();
}

}  // namespace assay::client
