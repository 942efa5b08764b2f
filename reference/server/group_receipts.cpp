#include "reference/server/group_receipts.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "reference/server/erase_all.hpp"
#include "reference/server/group_fanout.hpp"
#include "reference/server/group_traces.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

namespace groups_ = stanza::groups;

constexpr const char* kMessages = "group-message";
constexpr const char* kReceipts = "group-receipt";
constexpr const char* kDue = "group-receipt-due";
constexpr const char* kDeparted = "group-departed";
constexpr std::uint64_t kCountedMessages = 1'000;  // of one group: the newest

std::uint64_t number(ByteView octets) { return store::from_ordered(octets).value_or(0); }

Bytes place(const std::string& group, std::uint64_t n) { return store::key({group, store::ordered(n)}); }

bool is_there(const Context& context, const std::string& account) {
  const std::vector<Session*>& sessions = context.sessions.of(account);
  return std::any_of(sessions.begin(), sessions.end(), [](const Session* session) { return session->mailbox.receptive; });
}

}  // namespace

void GroupReceipts::begin(const std::string& group, std::uint64_t n, const CountedMessage& message) const {
  put(group, n, message);
  if (n < kCountedMessages) return;
  std::vector<std::uint64_t> old;
  context_.store().scan(kMessages, store::key({group}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (!parts || parts->size() != 2 || number((*parts)[1]) + kCountedMessages > n) return false;
    old.push_back(number((*parts)[1]));
    return true;
  });
  for (const std::uint64_t place : old) erase(group, place);
  forget_departed(group, n - kCountedMessages);
}

std::optional<std::string> GroupReceipts::count(const std::string& group, const GroupMember& member,
                                                const groups_::Receipt& receipt) const {
  std::optional<CountedMessage> message = find(group, receipt.n);
  if (!message || message->sender == member.account || member.since > message->version) return std::nullopt;
  const Bytes key = store::key({group, store::ordered(receipt.n), member.account});
  const std::optional<Bytes> before = context_.store().get(kReceipts, key);
  const bool reads = receipt.reached == groups_::Reached::Read;
  if (before && (*before == "read" || !reads)) return std::nullopt;
  context_.store().put(kReceipts, key, reads ? "read" : "delivered");
  if (!before) ++message->delivered;
  if (reads) ++message->read;
  put(group, receipt.n, *message);
  context_.store().put(kDue, store::key({message->sender, group, store::ordered(receipt.n)}), {});
  return message->sender;
}

std::optional<WallTime> GroupReceipts::tell_due(const std::string& sender) const {
  std::vector<std::pair<std::string, std::uint64_t>> due;
  context_.store().scan(kDue, store::key({sender}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 3) due.emplace_back((*parts)[1], number((*parts)[2]));
    return true;
  });
  std::optional<WallTime> first;
  if (!is_there(context_, sender)) return first;
  for (const auto& [group, n] : due) {
    const std::optional<WallTime> later = tell_sums(sender, group, n);
    if (later && (!first || *later < *first)) first = later;
  }
  return first;
}

bool GroupReceipts::has_due(const std::string& sender) const {
  bool any = false;
  context_.store().scan(kDue, store::key({sender}), {}, [&](ByteView, ByteView) {
    any = true;
    return false;
  });
  return any;
}

std::optional<WallTime> GroupReceipts::tell_sums(const std::string& sender, const std::string& group, std::uint64_t n) const {
  const Bytes key = store::key({sender, group, store::ordered(n)});
  const WallTime now = in_milliseconds(context_.now().wall);
  const std::optional<Group> of = Groups(context_).find(group);
  std::optional<CountedMessage> message = find(group, n);
  if (!of || !message || !Groups(context_).member(group, sender)) {
    context_.store().erase(kDue, key);
    return std::nullopt;
  }
  // A clock that was set back makes nobody wait for ever.
  const WallTime again = message->told + context_.limits().group_receipt_pace;
  if (now >= message->told && now < again) return again;
  context_.store().erase(kDue, key);
  message->told = now;
  put(group, n, *message);
  tell(context_, sender,
       message_of(context_, *of).add(groups_::Receipts{n, message->id, message->of, message->delivered, message->read}.write()), now);
  return std::nullopt;
}

void GroupReceipts::move(const std::string& group, const std::string& from, const std::string& to) const {
  for (const std::uint64_t n : counted(group)) {
    const std::optional<CountedMessage> message = find(group, n);
    if (message && message->sender == from) move_sender(group, n, *message, to);
    move_receipt(group, n, from, to);
  }
  // What is too soon for the old number is not for the new one, which was told nothing yet.
  (void)tell_due(to);
}

void GroupReceipts::move_sender(const std::string& group, std::uint64_t n, CountedMessage message, const std::string& to) const {
  const Bytes due = store::key({message.sender, group, store::ordered(n)});
  if (context_.store().get(kDue, due)) {
    context_.store().erase(kDue, due);
    context_.store().put(kDue, store::key({to, group, store::ordered(n)}), {});
  }
  message.sender = to;
  message.told = {};
  put(group, n, message);
}

// Who was in under both numbers, one behind the other, has given receipts under both: what he reached stands.
void GroupReceipts::move_receipt(const std::string& group, std::uint64_t n, const std::string& from, const std::string& to) const {
  const Bytes key = store::key({group, store::ordered(n), from});
  const std::optional<Bytes> reached = context_.store().get(kReceipts, key);
  if (!reached) return;
  context_.store().erase(kReceipts, key);
  const Bytes new_key = store::key({group, store::ordered(n), to});
  const std::optional<Bytes> before = context_.store().get(kReceipts, new_key);
  if (!before || *before != "read") context_.store().put(kReceipts, new_key, *reached);
}

void GroupReceipts::depart(const std::string& group, const std::string& account) const {
  const GroupTraces traces(context_);
  const std::uint64_t n = Groups(context_).last_order(group);
  if (const auto before = traces.find(account, group, TraceIn::Sums)) {
    context_.store().erase(kDeparted, store::key({group, store::ordered(*before), account}));
  }
  traces.put(account, {group, TraceIn::Sums, n});
  context_.store().put(kDeparted, store::key({group, store::ordered(n), account}), {});
}

void GroupReceipts::forget(const std::string& group) const {
  forget_departed(group, std::numeric_limits<std::uint64_t>::max());
  erase_all(context_.turn, kMessages, store::key({group}));
  erase_all(context_.turn, kReceipts, store::key({group}));
}

void GroupReceipts::forget_member(const std::string& group, const std::string& account) const {
  for (const std::uint64_t n : counted(group)) {
    const std::optional<CountedMessage> message = find(group, n);
    if (message && message->sender == account) {
      erase(group, n);
    } else {
      context_.store().erase(kReceipts, store::key({group, store::ordered(n), account}));
    }
  }
  if (const auto departed = GroupTraces(context_).find(account, group, TraceIn::Sums)) {
    context_.store().erase(kDeparted, store::key({group, store::ordered(*departed), account}));
    GroupTraces(context_).erase(account, {group, TraceIn::Sums, *departed});
  }
}

// What was counted when they went is counted no more.
void GroupReceipts::forget_departed(const std::string& group, std::uint64_t until) const {
  std::vector<std::pair<std::uint64_t, std::string>> departed;
  context_.store().scan(kDeparted, store::key({group}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (!parts || parts->size() != 3 || number((*parts)[1]) > until) return false;
    departed.emplace_back(number((*parts)[1]), (*parts)[2]);
    return true;
  });
  for (const auto& [n, account] : departed) {
    context_.store().erase(kDeparted, store::key({group, store::ordered(n), account}));
    GroupTraces(context_).erase(account, {group, TraceIn::Sums, n});
  }
}

std::vector<std::uint64_t> GroupReceipts::counted(const std::string& group) const {
  std::vector<std::uint64_t> places;
  context_.store().scan(kMessages, store::key({group}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) places.push_back(number((*parts)[1]));
    return true;
  });
  return places;
}

void GroupReceipts::erase(const std::string& group, std::uint64_t n) const {
  context_.store().erase(kMessages, place(group, n));
  erase_all(context_.turn, kReceipts, place(group, n));
}

void GroupReceipts::forget_sender(const std::string& account) const { erase_all(context_.turn, kDue, store::key({account})); }

std::optional<CountedMessage> GroupReceipts::find(const std::string& group, std::uint64_t n) const {
  const std::optional<Bytes> value = context_.store().get(kMessages, place(group, n));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 6) return std::nullopt;
  return CountedMessage{(*f)[0],
                        (*f)[1],
                        number((*f)[2]),
                        number((*f)[3]),
                        number((*f)[4]),
                        number((*f)[5]),
                        f->size() > 6 ? from_stamp((*f)[6]) : WallTime{}};
}

void GroupReceipts::put(const std::string& group, std::uint64_t n, const CountedMessage& message) const {
  context_.store().put(kMessages, place(group, n),
                       store::fields({message.sender, message.id, store::ordered(message.version), store::ordered(message.of),
                                      store::ordered(message.delivered), store::ordered(message.read), stamp(message.told)}));
}

}  // namespace assay::server
