#include "reference/server/rosters.hpp"

#include <algorithm>
#include <utility>

#include "reference/stanza/iq.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

using stanza::roster::Item;
using stanza::roster::Subscription;

constexpr const char* kSpace = "roster";
constexpr const char* kVersions = "roster-version";
constexpr const char* kOwners = "roster-of";
constexpr std::size_t kPushIdOctets = 9;
constexpr std::size_t kNameOctets = 6;

Bytes key_of(const std::string& account, const jid::Jid& contact) { return store::key({account, contact.bare().text()}); }

Bytes owner_key(const jid::Jid& contact, const std::string& account) { return store::key({contact.bare().text(), account}); }

Bytes value_of(const RosterRecord& record) {
  Bytes flags;
  if (record.listed) flags += 'l';
  if (record.pending_in) flags += 'i';
  if (record.item.ask) flags += 'a';
  if (record.matched) flags += 'm';
  Bytes groups;
  for (const std::string& group : record.item.groups) groups += store::fields({group});
  return store::fields({name_of(record.item.subscription), flags, record.item.name, groups});
}

std::optional<RosterRecord> record_of(const jid::Jid& contact, ByteView value) {
  const auto f = store::from_fields(value);
  if (!f || f->size() < 4) return std::nullopt;
  const auto has = [&](char flag) { return (*f)[1].find(flag) != Bytes::npos; };
  RosterRecord record{
      {contact, stanza::roster::subscription((*f)[0]).value_or(Subscription::None), has('a'), (*f)[2], {}}, has('l'), has('i'), has('m')};
  record.item.groups = store::from_fields((*f)[3]).value_or(std::vector<Bytes>{});
  return record;
}

struct Version {
  std::string name;
  std::uint64_t changes = 0;
  [[nodiscard]] std::string text() const { return name + "." + std::to_string(changes); }
};

std::optional<Version> stored_version(const Context& context, const std::string& account) {
  const std::optional<Bytes> value = context.store().get(kVersions, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return std::nullopt;
  return Version{(*f)[0], store::from_ordered((*f)[1]).value_or(0)};
}

Version put_version(const Context& context, const std::string& account, Version version) {
  context.store().put(kVersions, store::key({account}), store::fields({version.name, store::ordered(version.changes)}));
  return version;
}

Version first_version(const Context& context) { return {context.random.token(kNameOctets), 0}; }

bool is_visible(const RosterRecord& record) { return record.listed || record.item.ask || record.item.subscription != Subscription::None; }

}  // namespace

bool RosterRecord::sees_us() const { return item.subscription == Subscription::From || item.subscription == Subscription::Both; }
bool RosterRecord::we_see() const { return item.subscription == Subscription::To || item.subscription == Subscription::Both; }

std::optional<RosterRecord> Rosters::find(const std::string& account, const jid::Jid& contact) const {
  const std::optional<Bytes> value = context_.store().get(kSpace, key_of(account, contact));
  return value ? record_of(contact.bare(), *value) : std::nullopt;
}

RosterRecord Rosters::find_or_new(const std::string& account, const jid::Jid& contact) const {
  return find(account, contact).value_or(RosterRecord{{contact.bare(), Subscription::None, false, {}, {}}, false, false});
}

std::vector<RosterRecord> Rosters::all(const std::string& account) const {
  std::vector<RosterRecord> records;
  context_.store().scan(kSpace, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const std::optional<jid::Jid> contact = parts && parts->size() == 2 ? jid::Jid::parse((*parts)[1]) : std::nullopt;
    std::optional<RosterRecord> record = contact ? record_of(*contact, value) : std::nullopt;
    if (record) records.push_back(std::move(*record));
    return true;
  });
  return records;
}

std::size_t Rosters::count(const std::string& account) const {
  std::size_t count = 0;
  context_.store().scan(kSpace, store::key({account}), {}, [&](ByteView, ByteView) {
    ++count;
    return true;
  });
  return count;
}

std::size_t Rosters::count_own(const std::string& account) const {
  const std::vector<RosterRecord> records = all(account);
  return static_cast<std::size_t>(std::count_if(records.begin(), records.end(), is_visible));
}

void Rosters::put(const std::string& account, const RosterRecord& record, const std::optional<RosterRecord>& before) const {
  if (!is_visible(record) && !record.pending_in) {
    erase(account, record.item.jid);
  } else {
    context_.store().put(kSpace, key_of(account, record.item.jid), value_of(record));
    context_.store().put(kOwners, owner_key(record.item.jid, account), {});
  }
  if (before ? is_visible(*before) || is_visible(record) : is_visible(record)) push(account, record.item);
}

void Rosters::remove(const std::string& account, const jid::Jid& contact) const {
  erase(account, contact);
  push(account, {contact.bare(), Subscription::Remove, false, {}, {}});
}

std::string Rosters::version(const std::string& account) const {
  const std::optional<Version> stored = stored_version(context_, account);
  return (stored ? *stored : put_version(context_, account, first_version(context_))).text();
}

std::string Rosters::next_version(const std::string& account) const {
  Version version = stored_version(context_, account).value_or(first_version(context_));
  ++version.changes;
  return put_version(context_, account, std::move(version)).text();
}

std::vector<std::string> Rosters::owners_of(const jid::Jid& contact) const {
  std::vector<std::string> owners;
  context_.store().scan(kOwners, store::key({contact.bare().text()}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) owners.push_back((*parts)[1]);
    return true;
  });
  return owners;
}

void Rosters::forget(const std::string& account) const {
  const jid::Jid address = context_.address_of(account);
  for (const RosterRecord& record : all(account)) erase(account, record.item.jid);
  context_.store().erase(kVersions, store::key({account}));
  for (const std::string& owner : owners_of(address)) {
    const std::optional<RosterRecord> record = find(owner, address);
    if (record && is_visible(*record)) {
      remove(owner, address);
    } else {
      erase(owner, address);
    }
  }
}

void Rosters::erase(const std::string& account, const jid::Jid& contact) const {
  context_.store().erase(kSpace, key_of(account, contact));
  context_.store().erase(kOwners, owner_key(contact, account));
}

// RFC 6121 sections 2.1.6 and 2.6.2.
void Rosters::push(const std::string& account, const Item& item) const {
  const std::string version = next_version(account);
  for (Session* session : context_.sessions.of(account)) {
    if (!session->interested) continue;
    xml::Element push = stanza::request("set", context_.random.token(kPushIdOctets), stanza::roster::Query{{item}, version}.write());
    push.set_attribute("to", session->full_text);
    context_.send(*session, push);
  }
}

}  // namespace assay::server
