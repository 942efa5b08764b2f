#include "reference/client/directory.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "reference/client/known_lists.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::client {
namespace {

/// Before a server is asked again that did not say when it wants to be.
constexpr Duration kQuietTime = std::chrono::minutes{1};

namespace keys_ = stanza::prekeys;
namespace list_ = stanza::device_list;

/// So many questions are under way: far below kPendingRequests, which are everybody's.
constexpr std::size_t kAskedAtOnce = 100;

e2e::PublicPreKey read(const keys_::PreKey& key) { return {e2e::PreKeyId{key.id}, key.key}; }

// "" if there is a session now, else why not: then nobody writes to that device (ENC-02a, ENC-15e).
std::string begin(Session& session, const std::string& account, KnownDevice& device, const Answer& answer) {
  if (!answer) return answer.error().condition;
  const xml::Element* payload = answer->find_child(keys_::kNs, "bundle");
  const auto told = payload != nullptr ? keys_::Bundle::parse(*payload) : std::nullopt;
  if (!told || told->device != device.id) return "bad-answer";
  if (told->identity != device.identity) return "other-identity";
  const e2e::Bundle bundle{
      told->identity, {read(told->signed_prekey.key), told->signed_prekey.signature}, read(told->prekey), told->last_resort};
  const auto begun = device.sessions.begin(session.keyring()->own().identity(), bundle, session.random());
  if (!begun) return std::string(e2e::name_of(begun.error()));
  session.keyring()->touch();
  if (told->last_resort) session.emit(LastResortUsed{account, device.id, true});  // ENC-09
  return {};
}

bool is_no_answer(const Answer& answer) { return !answer && answer.error().kind == RequestFault::Kind::Disconnected; }
/// Not for want of keys, but because the server does not want to say.
bool is_about_keys(const std::string& reason) { return reason != "rate-limit" && reason != "service-unavailable" && reason != "timed-out"; }

}  // namespace

Directory::State Directory::state(const std::string& account) const {
  const auto found = entries_.find(account);
  return found == entries_.end() ? State::Unknown : found->second.state;
}

std::string Directory::condition(const std::string& account) const {
  const auto found = entries_.find(account);
  return found == entries_.end() ? std::string() : found->second.condition;
}

std::optional<Instant> Directory::again(const std::string& account) const {
  const auto found = entries_.find(account);
  return found == entries_.end() ? std::nullopt : found->second.again;
}

void Directory::want_list(Session& session, const std::string& account) {
  if (entries_.size() >= kKnownAccounts && entries_.count(account) == 0) return;
  Entry& entry = entries_[account];
  if (entry.state == State::Asking || entry.state == State::Fetching) return;
  entry.state = State::Asking;
  ask(session, {account, "get", list_::ask(), [this, account](Session& s, const Answer& answer) { listed(s, account, answer); }});
}

void Directory::ask(Session& session, Question question) {
  if (under_way_ >= kAskedAtOnce) return waiting_.push_back(std::move(question));
  ++under_way_;
  session.ask(question.account, question.type, std::move(question.payload),
              [this, handler = std::move(question.handler)](Session& s, const Answer& answer) {
                --under_way_;
                handler(s, answer);
                if (is_no_answer(answer) || waiting_.empty() || under_way_ >= kAskedAtOnce) return;
                Question next = std::move(waiting_.front());
                waiting_.pop_front();
                ask(s, std::move(next));
              });
}

void Directory::want_sessions(Session& session, const std::string& account) {
  const State now = state(account);
  if (now == State::Unknown || now == State::Refused) want_list(session, account);
  const auto entry = entries_.find(account);
  if (entry == entries_.end()) return;
  entry->second.wants_sessions = true;
  if (now == State::Listed) fetch_missing(session, account);
}

void Directory::listed(Session& session, const std::string& account, const Answer& answer) {
  if (is_no_answer(answer) || entries_.count(account) == 0) return;
  note_wait(session, account, answer);
  const xml::Element* payload = answer ? answer->find_child(list_::kNs, "devices") : nullptr;
  const auto list = payload != nullptr ? list_::Devices::parse(*payload) : std::nullopt;
  if (list && take(session, account, *list)) return list_is_good(session, account);
  if (list && state(account) == State::AwaitsTrust) return;
  if (answer && !list) session.emit(KeysRefused{account, "bad-answer"});
  unlisted(session, account, answer ? "bad-keys" : answer.error().condition);
}

bool Directory::take(Session& session, const std::string& account, const list_::Devices& list) {
  Keyring& keyring = *session.keyring();
  KnownAccount* known = keyring.find(account);
  const auto change = judge(known, account, list, session.server_time());
  if (!change) {
    session.emit(KeysRefused{account, std::string(name_of(change.error()))});
    return false;
  }
  const bool waits = change->identity && session.config().changed_keys == KeyPolicy::Block;
  // What waits to be read has the list asked for again: the user was told of it.
  const auto before = entries_.find(account);
  const bool is_told = waits && before != entries_.end() && before->second.untrusted == list;
  if (!is_told && (change->identity || !change->added.empty() || !change->removed.empty())) {
    session.emit(KeysChanged{account, change->identity, change->added, change->removed, waits});
  }
  if (waits) {
    entries_[account].untrusted = list;
    settle(session, account, State::AwaitsTrust);
    return false;
  }
  known = keyring.place(account);
  if (known == nullptr) return false;
  take_list(*known, list);
  keyring.touch();
  taken_(session, account);
  return true;
}

// Nothing new that is good: what was known stays so until it is over. Keys that were there once do not go because a server says so.
void Directory::unlisted(Session& session, const std::string& account, const std::string& condition) {
  const KnownAccount* known = session.keyring()->find(account);
  const bool has_keys = known != nullptr && known->has_keys();
  if (has_keys && known->expires > session.server_time()) return list_is_good(session, account);
  if (is_about_keys(condition)) return settle(session, account, State::Refused, "bad-keys");
  if (condition != "service-unavailable") return settle(session, account, State::Refused, condition);
  has_keys ? settle(session, account, State::Refused, "no-keys") : settle(session, account, State::NoKeys);
}

void Directory::list_is_good(Session& session, const std::string& account) {
  settle(session, account, State::Listed);  // what waited to be read may bring sessions
  const auto entry = entries_.find(account);
  if (entry != entries_.end() && entry->second.state == State::Listed && entry->second.wants_sessions) fetch_missing(session, account);
}

void Directory::fetch_missing(Session& session, const std::string& account) {
  KnownAccount* known = session.keyring()->find(account);
  if (known == nullptr) return;
  Entry& entry = entries_[account];
  entry.state = State::Fetching;
  entry.pending = 1;
  entry.condition.clear();
  for (const KnownDevice& device : known->devices) {
    const bool is_self = account == session.keyring()->account() && device.id == session.keyring()->device();
    if (is_self || device.sessions.can_encrypt()) continue;
    ++entry.pending;
    renew(session, account, device.id, [this, account](Session& s, bool) { fetched(s, account); });
  }
  fetched(session, account);
}

void Directory::fetched(Session& session, const std::string& account) {
  const auto entry = entries_.find(account);
  if (entry == entries_.end() || entry->second.state != State::Fetching || --entry->second.pending > 0) return;
  KnownAccount* known = session.keyring()->find(account);
  const bool any =
      known != nullptr && std::ranges::any_of(known->devices, [](const KnownDevice& each) { return each.sessions.can_encrypt(); });
  if (any) return settle(session, account, State::Ready);
  if (account == session.keyring()->account()) return settle(session, account, State::NoKeys);  // there is no other device
  const std::string reason = entry->second.condition;
  settle(session, account, State::Refused, reason.empty() ? "no-keys" : is_about_keys(reason) ? "bad-keys" : reason);
}

void Directory::renew(Session& session, const std::string& account, std::uint32_t device, std::function<void(Session&, bool)> then) {
  const auto answered = [this, account, device, then = std::move(then)](Session& s, const Answer& answer) {
    if (is_no_answer(answer)) return;
    KnownAccount* known = s.keyring()->find(account);
    KnownDevice* found = known != nullptr ? known->find(device) : nullptr;
    const std::string reason = found != nullptr ? begin(s, account, *found, answer) : "unlisted-device";
    if (!reason.empty() && is_about_keys(reason)) s.emit(KeysRefused{account, reason});
    if (!reason.empty()) entries_[account].condition = reason;
    note_wait(s, account, answer);
    then(s, reason.empty());
  };
  ask(session, {account, "set", keys_::Fetch{device}.write(), answered});
}

// It does not want to say now: not for want of keys.
void Directory::note_wait(Session& session, const std::string& account, const Answer& answer) {
  std::optional<Instant>& again = entries_[account].again;
  if (answer) return again.reset();
  const RequestFault& fault = answer.error();
  if (fault.condition != "rate-limit" && fault.condition != "timed-out") return;
  again = session.now().monotonic + fault.retry_after.value_or(kQuietTime);
}

void Directory::pushed(Session& session, const std::string& account, const list_::Devices& list) {
  if (session.keyring()->find(account) == nullptr) return;  // nobody asked
  if (take(session, account, list)) list_is_good(session, account);
}

bool Directory::trust(Session& session, const std::string& account) {
  const auto entry = entries_.find(account);
  if (entry == entries_.end() || !entry->second.untrusted) return false;
  const list_::Devices list = *std::exchange(entry->second.untrusted, std::nullopt);
  take_list(*session.keyring()->place(account), list);
  session.keyring()->touch();
  taken_(session, account);
  list_is_good(session, account);
  return true;
}

void Directory::settle(Session& session, const std::string& account, State state, std::string condition) {
  Entry& entry = entries_[account];
  entry.state = state;
  entry.condition = std::move(condition);
  settled_(session, account);
}

}  // namespace assay::client
