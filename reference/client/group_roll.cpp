#include "reference/client/group_roll.hpp"

#include <algorithm>
#include <map>
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

std::optional<RollFault> fault_of(Keyring& keyring, const std::string& group, const Roll& roll, const Change* beside) {
  const Bytes* key = signing_key(keyring, roll.signer, roll.device);
  if (key == nullptr) return RollFault::Unlisted;
  if (!crypto::ed25519_verify(*key, signed_octets(group, roll), roll.signature)) return RollFault::Unsigned;
  if (beside != nullptr && (beside->actor != roll.signer || beside->previous != roll.previous)) return RollFault::Misplaced;
  const GroupKeys* keys = keyring.find_group(group);
  const bool is_first = keys == nullptr || !keys->roll;
  if (!is_first && roll.previous < keys->roll->version) return RollFault::Old;
  if (is_first ? !is_admin_of(roll, roll.signer) : !is_admin(*keys->roll, roll.signer)) return RollFault::NoAdmin;
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
  keys->roll = GroupRoll{roll.previous + 1, {}};
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

std::optional<Roll> next_roll(Keyring& keyring, const std::string& group, const GroupState& state, Verb verb,
                              const std::vector<std::string>& named) {
  const GroupKeys* keys = keyring.find_group(group);
  const std::string& own = keyring.account();
  GroupRoll next;
  if (keys != nullptr && keys->roll) {
    next = *keys->roll;
  } else if (const auto found = state.members().find(own); verb == Verb::Vouch && found != state.members().end()) {
    next.members.emplace(own, found->second.role);
  }
  if (!is_admin(next, own) || state.version() < next.version || verb == Verb::Reject) return std::nullopt;
  std::erase_if(next.members, [&](const auto& entry) { return !state.has(entry.first); });
  perform(next, verb, named, state);
  Roll roll{state.version(), own, keyring.device(), {}, {}};
  for (const auto& [jid, role] : next.members) roll.members.push_back({jid, role});
  roll.signature = crypto::ed25519_sign(keyring.own().identity(), signed_octets(group, roll));
  return roll;
}

}  // namespace assay::client
