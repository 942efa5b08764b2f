#include "reference/server/mailbox.hpp"

#include "reference/base/assert.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kEntries = "mailbox";
constexpr const char* kSizes = "mailbox-size";
constexpr const char* kDevice = "primary";

Bytes entry_key(std::string_view account, std::uint64_t number) { return store::key({account, kDevice, store::ordered(number)}); }

}  // namespace

MailboxSize Mailbox::size() {
  const std::optional<Bytes> value = turn_.store().get(kSizes, store::key({account_, kDevice}));
  const auto record = value ? store::from_fields(*value) : std::nullopt;
  if (!record || record->size() < 3) return {};
  return {store::from_ordered((*record)[0]).value_or(0), store::from_ordered((*record)[1]).value_or(0),
          store::from_ordered((*record)[2]).value_or(1)};
}

void Mailbox::put_size(const MailboxSize& size) {
  turn_.store().put(kSizes, store::key({account_, kDevice}),
                    store::fields({store::ordered(size.entries), store::ordered(size.octets), store::ordered(size.next)}));
}

bool Mailbox::has_room(const MailboxSize& size, std::size_t octets, const Limits& limits) {
  return size.entries < limits.mailbox_entries && size.octets + octets <= limits.mailbox_octets;
}

void Mailbox::append(const MailboxSize& size, const MailboxEntry& entry) {
  ASSAY_ASSERT(entry.number == size.next);
  turn_.store().put(kEntries, entry_key(account_, entry.number), store::fields({stamp(entry.stamp), entry.resource, entry.text}));
  put_size({size.entries + 1, size.octets + entry.text.size(), size.next + 1});
}

bool Mailbox::erase(std::uint64_t number) {
  const Bytes key = entry_key(account_, number);
  const std::optional<Bytes> value = turn_.store().get(kEntries, key);
  if (!value) return false;
  const auto record = store::from_fields(*value);
  const std::uint64_t octets = record && record->size() >= 3 ? (*record)[2].size() : 0;
  turn_.store().erase(kEntries, key);
  MailboxSize now = size();
  now.entries -= now.entries > 0 ? 1 : 0;
  now.octets -= std::min(now.octets, octets);
  put_size(now);
  return true;
}

void Mailbox::forget() { turn_.store().erase(kSizes, store::key({account_, kDevice})); }

std::optional<MailboxEntry> Mailbox::find(std::uint64_t number) {
  const std::optional<Bytes> value = turn_.store().get(kEntries, entry_key(account_, number));
  auto record = value ? store::from_fields(*value) : std::nullopt;
  if (!record || record->size() < 3) return std::nullopt;
  return MailboxEntry{number, from_stamp((*record)[0]), std::move((*record)[1]), std::move((*record)[2])};
}

void Mailbox::scan(std::uint64_t after, const std::function<bool(const MailboxEntry&)>& visit) {
  const Bytes prefix = store::key({account_, kDevice});
  turn_.store().scan(kEntries, prefix, after == 0 ? Bytes{} : entry_key(account_, after), [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    auto record = store::from_fields(value);
    if (!parts || parts->size() != 3 || !record || record->size() < 3) return true;
    return visit(
        {store::from_ordered((*parts)[2]).value_or(0), from_stamp((*record)[0]), std::move((*record)[1]), std::move((*record)[2])});
  });
}

}  // namespace assay::server
