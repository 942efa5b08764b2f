#include "reference/server/media_slots.hpp"

#include <vector>

#include "reference/server/erase_all.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kAccounts = "media-account";
constexpr const char* kFiles = "media-file";
constexpr const char* kDue = "media-due";
constexpr auto kHour = std::chrono::hours{1};
// Files of which one request releases the octets: it must not work for ever.
constexpr std::size_t kReleased = 1'000;

struct Use {
  std::uint64_t octets = 0;
  WallTime hour;
  std::uint64_t slots = 0;
};

Use use_of(const Context& context, const std::string& account) {
  const auto value = context.store().get(kAccounts, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  Use use{0, context.now().wall, 0};
  if (f && f->size() >= 3) use = {store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1]), store::from_ordered((*f)[2]).value_or(0)};
  if (context.now().wall >= use.hour + kHour) use = {use.octets, context.now().wall, 0};
  return use;
}

struct File {
  std::uint64_t octets = 0;
  WallTime due;
};

std::optional<File> file_of(const Context& context, const std::string& account, const std::string& id) {
  const auto value = context.store().get(kFiles, store::key({account, id}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return std::nullopt;
  return File{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
}

void erase(const Context& context, const std::string& account, const std::string& id, const File& file) {
  context.store().erase(kFiles, store::key({account, id}));
  context.store().erase(kDue, store::key({account, stamp(file.due), id}));
}

/// The octets of files that are deleted by now are free again.
void release(const Context& context, const std::string& account, Use& use) {
  std::vector<std::string> ids;
  const Bytes end = store::key({account, stamp(context.now().wall)});
  context.store().scan(kDue, store::key({account}), {}, [&](ByteView key, ByteView) {
    if (key >= end || ids.size() >= kReleased) return false;
    if (const auto parts = store::key_parts(key); parts && parts->size() == 3) ids.push_back((*parts)[2]);
    return true;
  });
  for (const std::string& id : ids) {
    const auto file = file_of(context, account, id);
    if (!file) continue;
    use.octets -= std::min(use.octets, file->octets);
    erase(context, account, id, *file);
  }
}

std::optional<WallTime> first_due(const Context& context, const std::string& account) {
  std::optional<WallTime> due;
  context.store().scan(kDue, store::key({account}), {}, [&](ByteView key, ByteView) {
    if (const auto parts = store::key_parts(key); parts && parts->size() == 3) due = from_stamp((*parts)[1]);
    return false;
  });
  return due;
}

}  // namespace

std::optional<MediaSlots::Refusal> MediaSlots::charge(const std::string& account, const std::string& id, std::uint64_t octets) const {
  const Limits& limits = context_.limits();
  const WallTime now = context_.now().wall;
  Use use = use_of(context_, account);
  if (use.slots >= limits.media_slots_per_hour) return Refusal{Refusal::Why::TooMany, seconds_until(use.hour + kHour, now)};
  release(context_, account, use);
  const auto known = file_of(context_, account, id);
  const std::uint64_t more = known ? 0 : octets;
  if (use.octets + more > limits.media_account_octets) {
    return Refusal{Refusal::Why::Full, seconds_until(first_due(context_, account).value_or(now + limits.media_time), now)};
  }
  if (known) erase(context_, account, id, *known);
  const File file{octets, now + limits.media_slot_time + limits.media_time};
  store::Store& store = context_.store();
  store.put(kFiles, store::key({account, id}), store::fields({store::ordered(file.octets), stamp(file.due)}));
  store.put(kDue, store::key({account, stamp(file.due), id}), {});
  store.put(kAccounts, store::key({account}),
            store::fields({store::ordered(use.octets + more), stamp(use.hour), store::ordered(use.slots + 1)}));
  return std::nullopt;
}

void MediaSlots::forget(const std::string& account) const {
  erase_all(context_.turn, kFiles, store::key({account}));
  erase_all(context_.turn, kDue, store::key({account}));
  context_.store().erase(kAccounts, store::key({account}));
}

}  // namespace assay::server
