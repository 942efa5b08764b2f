#include "reference/server/mailbox.hpp"

#include <algorithm>

#include "reference/base/assert.hpp"
#include "reference/server/erase_all.hpp"
#include "reference/server/payloads.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kEntries = "mailbox";
constexpr const char* kSizes = "mailbox-size";
constexpr const char* kListed = "mailbox-listed";
constexpr const char* kStates = "mailbox-state";
constexpr std::size_t kAtOnce = 100;  // entries in memory

Bytes entry_key(std::string_view account, std::string_view device, std::uint64_t number) {
  return store::key({account, device, store::ordered(number)});
}

std::optional<MailboxEntry> entry_of(std::uint64_t number, ByteView value) {
  auto record = store::from_fields(value);
  if (!record || record->size() < 3) return std::nullopt;
  MailboxEntry entry{number, from_stamp((*record)[0]), std::move((*record)[1]), std::move((*record)[2])};
  if (record->size() < 5) return entry;  // from before there were payloads
  entry.payload = store::from_ordered((*record)[3]).value_or(0);
  entry.payload_octets = store::from_ordered((*record)[4]).value_or(0);
  return entry;
}

}  // namespace

std::vector<std::string> Mailbox::devices_of(Turn& turn, std::string_view account) {
  std::vector<std::string> devices;
  turn.store().scan(kSizes, store::key({account}), {}, [&](ByteView key, ByteView) {
    if (auto parts = store::key_parts(key); parts && parts->size() == 2) devices.push_back(std::move((*parts)[1]));
    return true;
  });
  return devices;
}

MailboxSize Mailbox::size() {
  const std::optional<Bytes> value = turn_.store().get(kSizes, store::key({account_, device_}));
  const auto record = value ? store::from_fields(*value) : std::nullopt;
  if (!record || record->size() < 3) return {};
  return {store::from_ordered((*record)[0]).value_or(0), store::from_ordered((*record)[1]).value_or(0),
          store::from_ordered((*record)[2]).value_or(1),
          record->size() > 4 && !(*record)[4].empty() ? std::optional(from_stamp((*record)[4])) : std::nullopt,
          record->size() > 3 && !(*record)[3].empty()};
}

void Mailbox::put_size(const MailboxSize& size) {
  turn_.store().put(kSizes, store::key({account_, device_}),
                    store::fields({store::ordered(size.entries), store::ordered(size.octets), store::ordered(size.next),
                                   size.lost ? "lost" : "", size.listed ? stamp(*size.listed) : Bytes{}}));
}

bool Mailbox::has_room(const MailboxSize& size, std::size_t octets, const Limits& limits) {
  return size.entries < limits.mailbox_entries && size.octets + octets <= limits.mailbox_octets;
}

void Mailbox::append(const MailboxSize& size, const MailboxEntry& entry) {
  ASSAY_ASSERT(entry.number == size.next);
  const Bytes key = entry_key(account_, device_, entry.number);
  if (entry.payload == 0) {
    turn_.store().put(kEntries, key, store::fields({stamp(entry.stamp), entry.resource, entry.text}));
  } else {
    turn_.store().put(kEntries, key,
                      store::fields({stamp(entry.stamp), entry.resource, entry.text, store::ordered(entry.payload),
                                     store::ordered(entry.payload_octets)}));
  }
  if (!size.listed) turn_.store().put(kListed, store::key({stamp(entry.stamp), account_, device_}), {});
  put_size({size.entries + 1, size.octets + entry.octets(), size.next + 1, size.listed.value_or(entry.stamp), size.lost});
}

bool Mailbox::erase(std::uint64_t number) {
  const std::optional<MailboxEntry> entry = find(number);
  if (!entry) return false;
  turn_.store().erase(kEntries, entry_key(account_, device_, number));
  if (entry->payload != 0) Payloads(turn_).release(entry->payload);
  MailboxSize now = size();
  now.entries -= now.entries > 0 ? 1 : 0;
  now.octets -= std::min(now.octets, entry->octets());
  put_size(now);
  return true;
}

std::vector<Mailbox::Listed> Mailbox::listed_before(Turn& turn, WallTime time, std::size_t most) {
  const Bytes end = stamp(time);
  std::vector<Listed> listed;
  turn.store().scan(kListed, {}, {}, [&](ByteView key, ByteView) {
    auto parts = store::key_parts(key);
    if (!parts || parts->size() != 3) return true;
    if ((*parts)[0] >= end || listed.size() >= most) return false;
    listed.push_back({std::move((*parts)[1]), std::move((*parts)[2])});
    return true;
  });
  return listed;
}

void Mailbox::list_anew() {
  MailboxSize now = size();
  if (now.listed) turn_.store().erase(kListed, store::key({stamp(*now.listed), account_, device_}));
  now.listed.reset();
  scan(0, [&](const MailboxEntry& entry) {
    now.listed = entry.stamp;
    return false;
  });
  if (now.listed) turn_.store().put(kListed, store::key({stamp(*now.listed), account_, device_}), {});
  put_size(now);
}

std::uint64_t Mailbox::latest_of(std::string_view kind) {
  const std::optional<Bytes> number = turn_.store().get(kStates, store::key({account_, device_, kind}));
  return number ? store::from_ordered(*number).value_or(0) : 0;
}

void Mailbox::set_latest(std::string_view kind, std::uint64_t number) {
  const Bytes key = store::key({account_, device_, kind});
  if (number == 0) return turn_.store().erase(kStates, key);
  turn_.store().put(kStates, key, store::ordered(number));
}

void Mailbox::mark_lost(bool lost) {
  MailboxSize now = size();
  if (now.lost == lost) return;
  now.lost = lost;
  put_size(now);
}

void Mailbox::forget() {
  for (std::vector<std::uint64_t> numbers;; numbers.clear()) {
    scan(0, [&](const MailboxEntry& entry) {
      numbers.push_back(entry.number);
      return numbers.size() < kAtOnce;
    });
    if (numbers.empty()) break;
    for (const std::uint64_t number : numbers) (void)erase(number);
  }
  if (const MailboxSize last = size(); last.listed) {
    turn_.store().erase(kListed, store::key({stamp(*last.listed), account_, device_}));
  }
  erase_all(turn_, kStates, store::key({account_, device_}));
  turn_.store().erase(kSizes, store::key({account_, device_}));
}

std::optional<MailboxEntry> Mailbox::find(std::uint64_t number) {
  const std::optional<Bytes> value = turn_.store().get(kEntries, entry_key(account_, device_, number));
  return value ? entry_of(number, *value) : std::nullopt;
}

void Mailbox::scan(std::uint64_t after, const std::function<bool(const MailboxEntry&)>& visit) {
  const Bytes prefix = store::key({account_, device_});
  turn_.store().scan(kEntries, prefix, after == 0 ? Bytes{} : entry_key(account_, device_, after), [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    if (!parts || parts->size() != 3) return true;
    const std::optional<MailboxEntry> entry = entry_of(store::from_ordered((*parts)[2]).value_or(0), value);
    return entry ? visit(*entry) : true;
  });
}

}  // namespace assay::server
