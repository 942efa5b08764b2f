#include "reference/client/group_roll.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "reference/crypto/ed25519.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

bool names(const std::vector<std::string>& jids, const std::string& jid) { return std::ranges::find(jids, jid) != jids.end(); }

// The change by which its actor let us in.
bool lets_in(const Change& change, const std::string& own) {
  const bool admits = change.kind == ChangeKind::Added || change.kind == ChangeKind::Joined;
  return admits && change.actor != own && names(change.members, own);
}

bool is_admin_of(const Roll& roll, const std::string& jid) {
  const Roll::Entry* entry = roll.find(jid);
  return entry != nullptr && entry->role != Role::Member;
}

// He was an admin until the change that it comes with, and is on it no longer.
bool is_parting(const GroupRoll& known, const Roll& roll) {
  const auto departed = known.departed.find(roll.signer);
  return departed != known.departed.end() && departed->second == roll.previous + 1 && roll.find(roll.signer) == nullptr;
}

std::optional<RollFault> fault_of(Keyring& keyring, const std::string& group, const Roll& roll, const Change* beside) {
  const Bytes* key = signing_key(keyring, roll.signer, roll.device);
  if (key == nullptr) return RollFault::Unlisted;
  if (!crypto::ed25519_verify(*key, signed_octets(group, roll), roll.signature)) return RollFault::Unsigned;
  if (beside != nullptr && (beside->actor != roll.signer || beside->previous != roll.previous)) return RollFault::Misplaced;
  const GroupKeys* keys = keyring.find_group(group);
  const bool is_first = keys == nullptr || !keys->roll;
  if (!is_first && roll.previous < keys->roll->version) return RollFault::Old;
  const bool is_by_admin = is_first ? is_admin_of(roll, roll.signer) || roll.find(roll.signer) == nullptr
                                    : is_admin(*keys->roll, roll.signer) || is_parting(*keys->roll, roll);
  if (!is_by_admin) return RollFault::NoAdmin;
  if (!is_first) return std::nullopt;
  const bool is_own = roll.signer == keyring.account();  // whichever device of ours
  const bool is_by_host = beside != nullptr && lets_in(*beside, keyring.account()) && roll.find(keyring.account()) != nullptr;
  return is_own || is_by_host ? std::nullopt : std::optional(RollFault::Unknown);
}

void put(GroupRoll& roll, const std::vector<std::string>& named, std::optional<Role> role) {
  for (const std::string& jid : named) {
    if (!role) {
      roll.members.erase(jid);
    } else {
      roll.members.insert_or_assign(jid, *role);
    }
  }
}

// Whom the server made what, and added, is none of ours: of the named alone something becomes.
void perform(GroupRoll& roll, Verb verb, const std::vector<std::string>& named, const GroupState& state) {
  for (const std::string& jid : named) {
    const bool is_there = roll.members.count(jid) != 0;
    const auto member = state.members().find(jid);
    switch (verb) {
      case Verb::Add:
      case Verb::Approve: roll.members.emplace(jid, Role::Member); break;
      case Verb::Vouch:
        if (member != state.members().end()) roll.members.emplace(jid, member->second.role);
        break;
      case Verb::Remove: put(roll, {jid}, std::nullopt); break;
      case Verb::Promote:
        if (is_there) put(roll, {jid}, Role::Admin);
        break;
      case Verb::Demote:
        if (is_there) put(roll, {jid}, Role::Member);
        break;
      case Verb::Reject: break;
    }
  }
}

bool has_roll(const Keyring& keyring, const std::string& group) {
  const GroupKeys* keys = keyring.find_group(group);
  return keys != nullptr && keys->roll.has_value();
}

// The one that we know, without those who went, where we may sign the next.
std::optional<GroupRoll> roll_to_change(const Keyring& keyring, const std::string& group, const GroupState& state) {
  const std::string& own = keyring.account();
  if (!has_roll(keyring, group) || !state.has(own)) return std::nullopt;
  GroupRoll next = *keyring.find_group(group)->roll;
  if (!is_admin(next, own) || state.version() < next.version) return std::nullopt;
  std::erase_if(next.members, [&](const auto& entry) { return !state.has(entry.first); });
  // Whoever comes by a link waits for an admin's word there.
  if (state.settings().is(Setting::Approval)) next.link.clear();
  return next;
}

Roll signed_by_us(Keyring& keyring, const std::string& group, const GroupState& state, const GroupRoll& next) {
  Roll roll{state.version(), keyring.account(), keyring.device(), {}, {}, next.link};
  for (const auto& [jid, role] : next.members) roll.members.push_back({jid, role});
  roll.signature = crypto::ed25519_sign(keyring.own().identity(), signed_octets(group, roll));
  return roll;
}

// GRP-08b, of those on the roll: admins first, then the longest members, then by account.
std::string heir(const GroupRoll& roll, const GroupState& state) {
  const auto rank = [&](const auto& entry) {
    const auto& [jid, role] = entry;
    return std::tuple(role == Role::Member, state.members().at(jid).since, jid.substr(0, jid.find('@')));
  };
  const auto first = std::ranges::min_element(roll.members, [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return first->first;
}

}  // namespace

std::string_view name_of(RollFault fault) {
  switch (fault) {
    case RollFault::Unsigned: return "unsigned-roll";
    case RollFault::Unlisted: return "unlisted-device";
    case RollFault::Misplaced: return "misplaced-roll";
    case RollFault::Old: return "old-roll";
    case RollFault::NoAdmin: return "no-admin";
    case RollFault::Unknown: return "unknown-signer";
  }
  return "";
}

bool is_admin(const GroupRoll& roll, const std::string& jid) {
  const auto found = roll.members.find(jid);
  return found != roll.members.end() && found->second != Role::Member;
}

bool is_vouched(const GroupKeys* keys, const std::string& jid) {
  return keys != nullptr && keys->roll && keys->roll->members.count(jid) != 0;
}

const Bytes* signing_key(Keyring& keyring, const std::string& account, std::uint32_t device) {
  if (account == keyring.account() && device == keyring.device()) return &keyring.own().identity().public_key;
  KnownAccount* known = keyring.find(account);
  const KnownDevice* found = known != nullptr ? known->find(device) : nullptr;
  return found != nullptr ? &found->identity : nullptr;
}

Result<void, RollFault> take_roll(Keyring& keyring, const std::string& group, const Roll& roll, const Change* beside) {
  if (const auto fault = fault_of(keyring, group, roll, beside)) return fail(*fault);
  if (!adopt_roll(keyring, group, roll)) return fail(RollFault::Unknown);
  return {};
}

bool adopt_roll(Keyring& keyring, const std::string& group, const Roll& roll) {
  GroupKeys* keys = keyring.place_group(group);
  if (keys == nullptr) return false;
  keys->roll = GroupRoll{roll.previous + 1, {}, roll.link};
  for (const Roll::Entry& entry : roll.members) keys->roll->members.emplace(entry.jid, entry.role);
  keyring.touch();
  return true;
}

bool adopt_members(Keyring& keyring, const std::string& group, const GroupState& state) {
  GroupKeys* keys = keyring.place_group(group);
  if (keys == nullptr) return false;
  keys->roll = GroupRoll{state.version(), {}};
  for (const auto& [jid, member] : state.members()) keys->roll->members.emplace(jid, member.role);
  keyring.touch();
  return true;
}

bool begin_roll(Keyring& keyring, const std::string& group) {
  GroupKeys* keys = keyring.place_group(group);
  if (keys == nullptr) return false;
  keys->roll = GroupRoll{1, {{keyring.account(), Role::Owner}}};
  keyring.touch();
  return true;
}

void follow_change(Keyring& keyring, const std::string& group, const Change& change) {
  GroupKeys* keys = keyring.find_group(group);
  if (keys == nullptr || !keys->roll || change.version <= keys->roll->version) return;
  std::vector<std::string> gone;
  if (change.kind == ChangeKind::Removed) gone = change.members;
  if (change.kind == ChangeKind::Left || change.kind == ChangeKind::Moved) gone = {change.actor};
  if (gone.empty()) return;
  if (change.kind == ChangeKind::Left && is_admin(*keys->roll, change.actor)) keys->roll->departed[change.actor] = change.version;
  if (names(gone, keyring.account())) {
    keys->roll.reset();
  } else {
    put(*keys->roll, gone, std::nullopt);
  }
  keyring.touch();
}

void follow_whole(Keyring& keyring, const std::string& group, const GroupState& state) {
  GroupKeys* keys = keyring.find_group(group);
  if (keys == nullptr || !keys->roll || state.version() < keys->roll->version) return;
  const auto erased = std::erase_if(keys->roll->members, [&](const auto& entry) { return !state.has(entry.first); });
  if (erased != 0) keyring.touch();
}

bool enters(Keyring& keyring, const std::string& group, const Member& member) {
  GroupKeys* keys = keyring.find_group(group);
  const KnownAccount* known = keyring.find(member.jid);
  if (keys == nullptr || !keys->roll || keys->roll->link.empty() || member.since <= keys->roll->version) return false;
  if (!member.entry || known == nullptr || !known->has_keys() || known->devices.front().identity != member.entry->key) return false;
  const Bytes octets = signed_entry(group, member.jid, member.entry->key);
  if (!crypto::ed25519_verify(keys->roll->link, octets, member.entry->signature)) return false;
  keys->roll->members.emplace(member.jid, Role::Member);
  keyring.touch();
  return true;
}

std::optional<Roll> next_roll(Keyring& keyring, const std::string& group, const GroupState& state, Verb verb,
                              const std::vector<std::string>& named) {
  if (verb == Verb::Reject) return std::nullopt;
  std::optional<GroupRoll> next = roll_to_change(keyring, group, state);
  if (const auto own = state.members().find(keyring.account()); !next && verb == Verb::Vouch && own != state.members().end()) {
    if (own->second.role != Role::Member && !has_roll(keyring, group)) next = GroupRoll{0, {{own->first, own->second.role}}};
  }
  if (!next) return std::nullopt;
  perform(*next, verb, named, state);
  return signed_by_us(keyring, group, state, *next);
}

std::optional<Roll> leaving_roll(Keyring& keyring, const std::string& group, const GroupState& state) {
  std::optional<GroupRoll> next = roll_to_change(keyring, group, state);
  if (!next) return std::nullopt;
  next->members.erase(keyring.account());
  if (next->members.empty()) return std::nullopt;
  const bool has_admin = std::ranges::any_of(next->members, [](const auto& entry) { return entry.second != Role::Member; });
  const bool is_owner = state.members().at(keyring.account()).role == Role::Owner;
  if (is_owner || !has_admin) next->members[heir(*next, state)] = Role::Owner;
  return signed_by_us(keyring, group, state, *next);
}

std::optional<Roll> link_roll(Keyring& keyring, const std::string& group, const GroupState& state, const Bytes& link) {
  std::optional<GroupRoll> next = roll_to_change(keyring, group, state);
  if (!next || next->link == link) return std::nullopt;
  next->link = link;
  return signed_by_us(keyring, group, state, *next);
}

}  // namespace assay::client
