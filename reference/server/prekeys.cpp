#include "reference/server/prekeys.hpp"

#include <set>
#include <utility>
#include <vector>

#include "reference/crypto/curve25519.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/server/contact_budget.hpp"
#include "reference/server/erase_all.hpp"
#include "reference/server/groups.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

constexpr const char* kDevices = "prekey-device";
constexpr const char* kKeys = "prekey";
constexpr const char* kGiven = "prekey-given";
constexpr const char* kDays = "prekey-day";
constexpr const char* kAsked = "prekey-asked";
constexpr const char* kSpacesOfDevice[] = {kDevices, kKeys, kGiven, kDays};
constexpr std::size_t kHashOctets = 16;
constexpr std::size_t kIdOctets = 12;
constexpr Duration kHour = std::chrono::hours{1};
constexpr Duration kDay = std::chrono::days{1};

namespace keys_ = stanza::prekeys;

/// So many since then; after `length` it begins anew.
struct Count {
  WallTime start;
  std::uint64_t used = 0;
};

Count count_at(const Context& context, const char* space, ByteView key, Duration length) {
  const WallTime now = context.now().wall;
  const auto value = context.store().get(space, key);
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {now, 0};
  const Count count{from_stamp((*f)[0]), store::from_ordered((*f)[1]).value_or(0)};
  // A clock that went back begins anew too: else nobody would get a key until it has caught up.
  if (now >= count.start + length || now < count.start) return {now, 0};
  return count;
}

void put_count(const Context& context, const char* space, ByteView key, const Count& count) {
  context.store().put(space, key, store::fields({stamp(count.start), store::ordered(count.used)}));
}

Bytes key_of(const std::string& account, const std::string& device, std::uint32_t id) {
  return store::key({account, device, store::ordered(id)});
}

stanza::StanzaError bad_keys() { return stanza::cxmpp_error("bad-keys"); }

}  // namespace

std::optional<Prekeys::Device> Prekeys::find(const std::string& account, const std::string& device) const {
  const auto value = context_.store().get(kDevices, store::key({account, device}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 8) return std::nullopt;
  const auto number = [&](std::size_t at) { return static_cast<std::uint32_t>(store::from_ordered((*f)[at]).value_or(0)); };
  return Device{number(0), (*f)[1], {{number(2), (*f)[3]}, (*f)[4]}, {number(5), (*f)[6]}, number(7)};
}

void Prekeys::put(const std::string& account, const std::string& device, const Device& record) const {
  context_.store().put(kDevices, store::key({account, device}),
                       store::fields({store::ordered(record.id), record.identity, store::ordered(record.signed_prekey.key.id),
                                      record.signed_prekey.key.key, record.signed_prekey.signature, store::ordered(record.last_resort.id),
                                      record.last_resort.key, store::ordered(record.stock)}));
}

std::optional<std::string> Prekeys::device_named(const std::string& account, std::uint32_t id) const {
  std::optional<std::string> name;
  context_.store().scan(kDevices, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const auto f = store::from_fields(value);
    const auto parts = store::key_parts(key);
    if (f && parts && parts->size() == 2 && store::from_ordered((*f)[0]) == id) name = (*parts)[1];
    return !name;
  });
  return name;
}

std::optional<stanza::StanzaError> Prekeys::upload(const std::string& account, const std::string& device,
                                                   const keys_::Upload& upload) const {
  // Every key is a point, and the signed prekey is signed by the identity key: all or nothing (ENC-02).
  if (!crypto::x25519_public_key(upload.identity)) return bad_keys();
  if (!crypto::ed25519_verify(upload.identity, upload.signed_prekey.key.key, upload.signed_prekey.signature)) return bad_keys();

  const std::optional<Device> known = find(account, device);
  // An identity is one device's until the number is registered again: else whoever has a session for a moment could be somebody else for
  // good.
  if (known && (known->identity != upload.identity || known->id != upload.device)) return stanza::cxmpp_error("other-identity");
  if (const auto named = device_named(account, upload.device); named && *named != device) return stanza::cxmpp_error("other-identity");

  const std::size_t before = known && !upload.replace ? known->stock : 0;
  if (before + upload.prekeys.size() > context_.limits().prekeys) return stanza::cxmpp_error("too-many-prekeys");
  if (before > 0) {
    for (const keys_::PreKey& key : upload.prekeys)
      if (context_.store().get(kKeys, key_of(account, device, key.id))) return bad_keys();
  }

  if (upload.replace) erase_all(context_.turn, kKeys, store::key({account, device}));
  for (const keys_::PreKey& key : upload.prekeys) context_.store().put(kKeys, key_of(account, device, key.id), key.key);
  put(account, device, {upload.device, upload.identity, upload.signed_prekey, upload.last_resort, before + upload.prekeys.size()});
  return std::nullopt;
}

Bytes Prekeys::given_key(const Session& asker, const std::string& account, const std::string& device) const {
  // Keyed, as what an account asked for is elsewhere: the store does not say who asked for whom.
  const Bytes hash = context_.keys.contacts.of(store::fields({"prekeys", asker.account(), account})).substr(0, kHashOctets);
  return store::key({account, device, hash});
}

bool Prekeys::may_have_one(const Session& asker, const std::string& account, const std::string& device) const {
  if (asker.account() == account) return true;
  Count hour = count_at(context_, kGiven, given_key(asker, account, device), kHour);
  if (hour.used >= context_.limits().prekey_fetches) return false;

  const std::optional<RosterRecord> record = Rosters(context_).find(account, asker.bare);
  const bool is_known = record && (record->sees_us() || record->we_see());
  const Bytes day_key = store::key({account, device});
  Count day = count_at(context_, kDays, day_key, kDay);
  if (!is_known && day.used >= context_.limits().prekeys_per_day) return false;

  ++hour.used;
  put_count(context_, kGiven, given_key(asker, account, device), hour);
  if (!is_known) {
    ++day.used;
    put_count(context_, kDays, day_key, day);
  }
  return true;
}

keys_::Bundle Prekeys::hand_out(const Session& asker, const std::string& account, const std::string& device) const {
  Device record = *find(account, device);
  keys_::Bundle bundle{record.id, record.identity, record.signed_prekey, record.last_resort, true};
  if (record.stock == 0 || !may_have_one(asker, account, device)) return bundle;

  // Ids are random, so the first one is any one.
  Bytes key;
  context_.store().scan(kKeys, store::key({account, device}), {}, [&](ByteView found, ByteView value) {
    key = Bytes(found);
    bundle.prekey = {static_cast<std::uint32_t>(store::from_ordered(store::key_parts(found)->back()).value_or(0)), Bytes(value)};
    return false;
  });
  bundle.last_resort = false;
  context_.store().erase(kKeys, key);
  --record.stock;
  put(account, device, record);
  if (record.stock == context_.limits().prekeys_low) tell_low(account, device, record);
  if (record.stock % 16 == 0) clean_up(account, device);
  return bundle;
}

void Prekeys::clean_up(const std::string& account, const std::string& device) const {
  std::vector<Bytes> over;
  context_.store().scan(kGiven, store::key({account, device}), {}, [&](ByteView key, ByteView value) {
    const auto f = store::from_fields(value);
    if (!f || f->empty() || context_.now().wall >= from_stamp((*f)[0]) + kHour) over.emplace_back(key);
    return true;
  });
  for (const Bytes& key : over) context_.store().erase(kGiven, key);
}

std::optional<std::chrono::seconds> Prekeys::charge(const Session& asker, const std::string& account) const {
  if (asker.account() == account) return std::nullopt;
  const auto wait = charge(store::key({asker.account()}), context_.limits().prekey_targets);
  if (!wait || !Groups(context_).share(asker.account(), account)) return wait;
  return charge(store::key({asker.account(), "members"}), context_.limits().group_members);
}

std::optional<std::chrono::seconds> Prekeys::charge(ByteView key, std::size_t limit) const {
  Count asked = count_at(context_, kAsked, key, kHour);
  if (asked.used >= limit) return seconds_until(asked.start + kHour, context_.now().wall);
  ++asked.used;
  put_count(context_, kAsked, key, asked);
  return std::nullopt;
}

void Prekeys::tell_low(const std::string& account, const std::string& device, const Device& record) const {
  for (Session* session : context_.sessions.of(account)) {
    if (session->device != device) continue;
    xml::Element message = xml::Element(xml::ns::kClient, "message")
                               .with("type", "headline")
                               .with("from", context_.config.domain)
                               .with("to", session->full_text)
                               .with("id", context_.random.token(kIdOctets));
    message.add(keys_::Low{record.id, record.stock}.write());
    context_.send(*session, message);
  }
}

void Prekeys::forget(const std::string& account) const {
  for (const char* space : kSpacesOfDevice) erase_all(context_.turn, space, store::key({account}));
  erase_all(context_.turn, kAsked, store::key({account}));
}

void Prekeys::forget(const std::string& account, const std::string& device) const {
  for (const char* space : kSpacesOfDevice) erase_all(context_.turn, space, store::key({account, device}));
}

std::optional<std::chrono::seconds> charge_reader(const Context& context, const Session& session, const jid::Jid& to) {
  if (Groups(context).share(session.account(), to.local())) return std::nullopt;
  return charge_recipient(context, session, to);
}

}  // namespace assay::server
