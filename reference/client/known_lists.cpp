#include "reference/client/known_lists.hpp"

#include <algorithm>
#include <utility>

#include "reference/crypto/ed25519.hpp"
#include "reference/e2e/bounds.hpp"

namespace assay::client {
namespace {

namespace list_ = stanza::device_list;

/// The phone's clock and ours differ by as much as an envelope's time may.
constexpr Duration kClockMargin = std::chrono::hours{24};

const list_::Device* find(const list_::Devices& list, std::uint32_t id) {
  const auto found = std::ranges::find_if(list.devices, [&](const list_::Device& device) { return device.id == id; });
  return found == list.devices.end() ? nullptr : &*found;
}

bool is_same(const KnownAccount& known, const list_::Devices& list) {
  return known.expires == list.expires && std::ranges::equal(known.devices, list.devices, [](const KnownDevice& a, const list_::Device& b) {
           return a.id == b.id && a.identity == b.identity;
         });
}

ListChange change_of(const KnownAccount& known, const list_::Devices& list) {
  ListChange change;
  for (const list_::Device& device : list.devices) {
    const bool was_there = std::ranges::any_of(
        known.devices, [&](const KnownDevice& each) { return each.id == device.id && each.identity == device.identity; });
    if (!was_there) change.added.push_back(device.id);
  }
  for (const KnownDevice& device : known.devices) {
    const list_::Device* now = find(list, device.id);
    if (now == nullptr || now->identity != device.identity) change.removed.push_back(device.id);
  }
  return change;
}

}  // namespace

std::string_view name_of(ListFault fault) {
  switch (fault) {
    case ListFault::Unsigned: return "unsigned-list";
    case ListFault::Old: return "old-list";
    case ListFault::Expired: return "expired-list";
    case ListFault::TooLong: return "long-list";
    case ListFault::TooLarge: return "large-list";
  }
  return "";
}

Result<ListChange, ListFault> judge(const KnownAccount* known, std::string_view account, const list_::Devices& list, WallTime now) {
  if (list.devices.size() > kListedDevices) return fail(ListFault::TooLarge);
  const Bytes& phone = list.devices.front().identity;
  if (!crypto::ed25519_verify(phone, list_::signed_octets(account, list), list.signature)) return fail(ListFault::Unsigned);
  if (list.expires <= now) return fail(ListFault::Expired);
  if (list.expires > now + e2e::kDeviceListLifetime + kClockMargin) return fail(ListFault::TooLong);
  if (known == nullptr || !known->has_keys()) return ListChange{};
  if (known->devices.front().identity != phone) return ListChange{true, {}, {}};
  if (list.version < known->version || (list.version == known->version && !is_same(*known, list))) return fail(ListFault::Old);
  return change_of(*known, list);
}

void take_list(KnownAccount& known, const list_::Devices& list) {
  const bool same_phone = known.has_keys() && known.devices.front().identity == list.devices.front().identity;
  std::deque<KnownDevice> devices;
  for (const list_::Device& device : list.devices) {
    KnownDevice* before = same_phone ? known.find(device.id) : nullptr;
    if (before != nullptr && before->identity == device.identity) {
      devices.push_back(std::move(*before));
    } else {
      devices.push_back({device.id, device.identity});
    }
  }
  known.devices = std::move(devices);
  known.version = list.version;
  known.expires = list.expires;
}

}  // namespace assay::client
