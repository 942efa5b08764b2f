#include "reference/client/keyring.hpp"

#include <algorithm>
#include <utility>

#include "reference/e2e/octets.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kHeader = "assay keys 1\n";
// What earlier versions wrote is still read: before groups were encrypted, before messages were kept until they are taken, before rolls,
// before links had keys, before the log of keys was watched.
constexpr std::uint8_t kVersion = 6;
constexpr std::uint8_t kWithoutGroups = 1;
constexpr std::uint8_t kWithMessages = 3;
constexpr std::uint8_t kWithRolls = 4;
constexpr std::uint8_t kWithLinks = 5;
constexpr std::uint8_t kWithLog = 6;
constexpr std::uint8_t kDigestOctets = 32;

void write_account(e2e::OctetWriter& out, const std::string& address, const KnownAccount& account) {
  out.bytes(address);
  out.number64(account.version);
  out.number64(static_cast<std::uint64_t>(account.expires.time_since_epoch().count()));
  out.number8(account.clear_allowed);
  out.number32(static_cast<std::uint32_t>(account.devices.size()));
  for (const KnownDevice& device : account.devices) {
    out.number32(device.id);
    out.bytes(device.identity);
    out.secret(device.sessions.write());
  }
}

std::pair<std::string, KnownAccount> read_account(e2e::OctetReader& in) {
  std::string address(in.bytes());
  KnownAccount account;
  account.version = in.number64();
  account.expires = WallTime{Duration{static_cast<Duration::rep>(in.number64())}};
  account.clear_allowed = in.number8() != 0;
  const std::size_t devices = in.count(kListedDevices);
  for (std::size_t i = 0; i < devices && in.ok(); ++i) {
    const std::uint32_t id = in.number32();
    Bytes identity{in.bytes_of(crypto::kEd25519PublicKeySize)};
    auto sessions = e2e::DeviceSessions::parse(in.bytes());
    if (!sessions) in.fail();
    if (in.ok()) account.devices.push_back({id, std::move(identity), std::move(*sessions)});
  }
  return {std::move(address), std::move(account)};
}

void write_companion(e2e::OctetWriter& out, const std::string& name, const Companion& companion) {
  out.bytes(name);
  out.bytes(companion.linked_by);
  out.number32(companion.id);
  out.bytes(companion.identity);
}

void write_roll(e2e::OctetWriter& out, const std::optional<GroupRoll>& roll) {
  out.number8(roll.has_value());
  if (!roll) return;
  out.number64(roll->version);
  out.number32(static_cast<std::uint32_t>(roll->members.size()));
  for (const auto& [jid, role] : roll->members) {
    out.bytes(jid);
    out.number8(static_cast<std::uint8_t>(role));
  }
  out.bytes(roll->link);
  out.number32(static_cast<std::uint32_t>(roll->departed.size()));
  for (const auto& [jid, version] : roll->departed) {
    out.bytes(jid);
    out.number64(version);
  }
}

std::optional<GroupRoll> read_roll(e2e::OctetReader& in, bool has_link) {
  if (in.number8() == 0) return std::nullopt;
  GroupRoll roll{in.number64()};
  const std::size_t members = in.count(stanza::groups::kRollMembers);
  for (std::size_t i = 0; i < members && in.ok(); ++i) {
    std::string jid(in.bytes());
    const std::uint8_t role = in.number8();
    if (role > static_cast<std::uint8_t>(stanza::groups::Role::Owner)) in.fail();
    if (in.ok()) roll.members.emplace(std::move(jid), static_cast<stanza::groups::Role>(role));
  }
  if (!has_link) return roll;
  roll.link = in.bytes();
  if (!roll.link.empty() && roll.link.size() != crypto::kEd25519PublicKeySize) in.fail();
  const std::size_t departed = in.count(stanza::groups::kRollMembers);
  for (std::size_t i = 0; i < departed && in.ok(); ++i) {
    std::string jid(in.bytes());
    const std::uint64_t version = in.number64();
    if (in.ok()) roll.departed.emplace(std::move(jid), version);
  }
  return roll;
}

void write_group(e2e::OctetWriter& out, const std::string& address, const GroupKeys& keys) {
  out.bytes(address);
  out.number8(keys.own.has_value());
  if (keys.own) out.secret(keys.own->write());
  out.number32(static_cast<std::uint32_t>(keys.holders.size()));
  for (const KeyHolder& holder : keys.holders) {
    out.bytes(holder.account);
    out.number32(holder.device);
    out.bytes(holder.identity);
  }
  out.number32(static_cast<std::uint32_t>(keys.received.size()));
  for (const auto& [device, received] : keys.received) {
    out.bytes(device.first);
    out.number32(device.second);
    out.secret(received.write());
  }
  write_roll(out, keys.roll);
}

std::pair<std::string, GroupKeys> read_group(e2e::OctetReader& in, std::uint8_t version) {
  std::string address(in.bytes());
  GroupKeys keys;
  if (in.number8() != 0) {
    keys.own = e2e::OwnSenderKey::parse(in.bytes());
    if (!keys.own) in.fail();
  }
  const std::size_t holders = in.count(kKeyedDevices);
  for (std::size_t i = 0; i < holders && in.ok(); ++i) {
    KeyHolder holder{std::string(in.bytes()), 0, {}};
    holder.device = in.number32();
    holder.identity = Bytes(in.bytes_of(crypto::kEd25519PublicKeySize));
    keys.holders.insert(std::move(holder));
  }
  const std::size_t devices = in.count(kKeyedDevices);
  for (std::size_t i = 0; i < devices && in.ok(); ++i) {
    std::string account(in.bytes());
    const std::uint32_t device = in.number32();
    auto received = e2e::ReceivedSenderKeys::parse(in.bytes());
    if (!received) in.fail();
    if (in.ok()) keys.received.emplace(std::pair{std::move(account), device}, std::move(*received));
  }
  if (version >= kWithRolls) keys.roll = read_roll(in, version >= kWithLinks);
  return {std::move(address), std::move(keys)};
}

void write_log(e2e::OctetWriter& out, const std::optional<KnownLog>& log) {
  out.number8(log.has_value());
  if (!log) return;
  out.bytes(log->key);
  out.number64(log->head.size);
  out.bytes(log->head.root);
}

std::optional<KnownLog> read_log(e2e::OctetReader& in) {
  if (in.number8() == 0) return std::nullopt;
  KnownLog log{Bytes(in.bytes_of(crypto::kEd25519PublicKeySize)), {}};
  log.head.size = in.number64();
  log.head.root = in.bytes_of(crypto::kMerkleHashSize);
  return log;
}

void read_messages(e2e::OctetReader& in, std::deque<ReadMessage>& read, std::deque<Bytes>& taken) {
  const std::size_t kept = in.count(kReadMessages);
  for (std::size_t i = 0; i < kept && in.ok(); ++i) {
    ReadMessage message{std::string(in.bytes()), {}, {}};
    message.digest = in.bytes_of(kDigestOctets);
    message.content = in.bytes();
    read.push_back(std::move(message));
  }
  const std::size_t gone = in.count(kTakenMessages);
  for (std::size_t i = 0; i < gone && in.ok(); ++i) taken.emplace_back(in.bytes_of(kDigestOctets));
}

}  // namespace

KnownDevice* KnownAccount::find(std::uint32_t device) {
  const auto found = std::ranges::find_if(devices, [&](const KnownDevice& each) { return each.id == device; });
  return found == devices.end() ? nullptr : &*found;
}

Keyring Keyring::create(std::string account, RandomSource& random, WallTime now) {
  Keyring keyring(e2e::OwnKeys::create(random, now));
  keyring.account_ = std::move(account);
  keyring.device_ = e2e::random_id(random);
  keyring.touch();
  return keyring;
}

KnownAccount* Keyring::find(const std::string& account) {
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? nullptr : &found->second;
}

KnownAccount* Keyring::place(const std::string& account) {
  if (KnownAccount* known = find(account)) return known;
  return accounts_.size() < kKnownAccounts ? &accounts_[account] : nullptr;
}

GroupKeys* Keyring::find_group(const std::string& group) {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

const GroupKeys* Keyring::find_group(const std::string& group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

GroupKeys* Keyring::place_group(const std::string& group) {
  if (GroupKeys* known = find_group(group)) return known;
  return groups_.size() < kKeyedGroups ? &groups_[group] : nullptr;
}

void Keyring::keep(ReadMessage message) {
  if (read_.size() >= kReadMessages) {
    crypto::wipe(read_.front().content);
    read_.pop_front();
  }
  read_.push_back(std::move(message));
  touch();
}

const ReadMessage* Keyring::kept(const std::string& entry) const {
  const auto found = std::ranges::find(read_, entry, &ReadMessage::entry);
  return found == read_.end() ? nullptr : &*found;
}

void Keyring::taken(const std::string& entry) {
  const auto found = std::ranges::find(read_, entry, &ReadMessage::entry);
  if (found == read_.end()) return;
  taken_.push_back(std::move(found->digest));
  if (taken_.size() > kTakenMessages) taken_.pop_front();
  crypto::wipe(found->content);
  read_.erase(found);
  touch();
}

bool Keyring::was_taken(ByteView digest) const { return std::ranges::find(taken_, digest) != taken_.end(); }

crypto::Secret write_keyring(const Keyring& keyring) {
  e2e::OctetWriter out(kVersion);
  out.bytes(keyring.account_);
  out.number32(keyring.device_);
  out.secret(keyring.own_.write());
  out.number32(static_cast<std::uint32_t>(keyring.accounts_.size()));
  for (const auto& [address, account] : keyring.accounts_) write_account(out, address, account);
  out.number32(static_cast<std::uint32_t>(keyring.companions_.size()));
  for (const auto& [name, companion] : keyring.companions_) write_companion(out, name, companion);
  out.number32(static_cast<std::uint32_t>(keyring.groups_.size()));
  for (const auto& [address, keys] : keyring.groups_) write_group(out, address, keys);
  out.number32(static_cast<std::uint32_t>(keyring.read_.size()));
  for (const ReadMessage& message : keyring.read_) {
    out.bytes(message.entry);
    out.bytes(message.digest);
    out.bytes(message.content);
  }
  out.number32(static_cast<std::uint32_t>(keyring.taken_.size()));
  for (const Bytes& digest : keyring.taken_) out.bytes(digest);
  write_log(out, keyring.log_);
  std::string octets = base64(out.finish().reveal());
  Bytes text;
  text.reserve(kHeader.size() + octets.size() + 1);
  text.append(kHeader).append(octets).append("\n");
  crypto::wipe(octets);
  return crypto::Secret(std::move(text));
}

std::optional<Keyring> read_keyring(std::string_view text) {
  if (!text.starts_with(kHeader) || !text.ends_with('\n')) return std::nullopt;
  auto octets = from_base64(text.substr(kHeader.size(), text.size() - kHeader.size() - 1));
  if (!octets) return std::nullopt;
  const crypto::Secret whole(std::move(*octets));
  const std::uint8_t version = whole.empty() ? kVersion : static_cast<std::uint8_t>(whole.reveal().front());
  if (version < kWithoutGroups || version > kVersion) return std::nullopt;
  e2e::OctetReader in(whole.reveal(), version);
  std::string account(in.bytes());
  const std::uint32_t device = in.number32();
  auto own = e2e::OwnKeys::parse(in.bytes());
  if (!own) return std::nullopt;
  Keyring keyring(std::move(*own));
  keyring.account_ = std::move(account);
  keyring.device_ = device;
  const std::size_t accounts = in.count(kKnownAccounts);
  for (std::size_t i = 0; i < accounts && in.ok(); ++i) {
    auto [address, known] = read_account(in);
    keyring.accounts_.emplace(std::move(address), std::move(known));
  }
  const std::size_t companions = in.count(kListedDevices);
  for (std::size_t i = 0; i < companions && in.ok(); ++i) {
    std::string name(in.bytes());
    Companion companion{Bytes(in.bytes_of(crypto::kEd25519PublicKeySize))};
    companion.id = in.number32();
    companion.identity = in.bytes();
    keyring.companions_.emplace(std::move(name), std::move(companion));
  }
  const std::size_t groups = version == kWithoutGroups ? 0 : in.count(kKeyedGroups);
  for (std::size_t i = 0; i < groups && in.ok(); ++i) {
    auto [address, keys] = read_group(in, version);
    keyring.groups_.emplace(std::move(address), std::move(keys));
  }
  if (version >= kWithMessages) read_messages(in, keyring.read_, keyring.taken_);
  if (version >= kWithLog) keyring.log_ = read_log(in);
  if (!in.complete() || device == 0 || device > e2e::kLargestId) return std::nullopt;
  return keyring;
}

}  // namespace assay::client
