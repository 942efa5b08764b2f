#pragma once
// Whom a client encrypts for in a group (spec chapter 07, section 13): the roll that it believes, what it makes of another one, and the one
// that it signs itself. Without I/O: whose list is to be asked for first is group_rolls.hpp's.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/result.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/keyring.hpp"
#include "reference/stanza/group_change.hpp"
#include "reference/stanza/group_roll.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::client {

/// Why a roll is not taken (GRP-19c).
enum class RollFault {
  Unsigned,   ///< the key that its signer's list has for the device did not sign it, for this group
  Unlisted,   ///< the list has no such device, or there is none
  Misplaced,  ///< it does not belong to the change beside it
  Old,        ///< it is not later than the one that is believed
  NoAdmin,    ///< its signer is no admin of the one that is believed, or of itself where there is none
  Unknown,    ///< there is none yet, and it is not by the one who let us in: the user is to agree
};
/// "unsigned-roll", "unlisted-device", "misplaced-roll", "old-roll", "no-admin", "unknown-signer"
[[nodiscard]] std::string_view name_of(RollFault fault);

/// On the roll as admin or owner.
[[nodiscard]] bool is_admin(const GroupRoll& roll, const std::string& jid);
/// Nobody is, where there is no roll.
[[nodiscard]] bool is_vouched(const GroupKeys* keys, const std::string& jid);

/// The identity key by which that device signs, as far as it is known: our own, or by the account's list. Nullptr without.
[[nodiscard]] const Bytes* signing_key(Keyring& keyring, const std::string& account, std::uint32_t device);

/// Takes the roll in the place of the one that is believed. `beside`: the change with which it came, nullptr where it was asked for. On a
/// fault nothing is other than it was. Unknown: it is good but for that, and adopt_roll() may follow.
[[nodiscard]] Result<void, RollFault> take_roll(Keyring& keyring, const std::string& group, const stanza::groups::Roll& roll,
                                                const stanza::groups::Change* beside);
/// The user agreed: it is believed from now on. False if there are too many groups.
bool adopt_roll(Keyring& keyring, const std::string& group, const stanza::groups::Roll& roll);
/// The user agreed to those whom the server shows.
bool adopt_members(Keyring& keyring, const std::string& group, const GroupState& state);
/// We made the group, and are in it alone.
bool begin_roll(Keyring& keyring, const std::string& group);

/// Who went is off the roll; and where that are we, there is none any more.
void follow_change(Keyring& keyring, const std::string& group, const stanza::groups::Change& change);
/// Nothing but the whole is known of what has changed: who is not in it is off.
void follow_whole(Keyring& keyring, const std::string& group, const GroupState& state);

/// Somebody came by a link and has signed himself in: by the key of the link that the roll names, for this group, with the identity that
/// his account's list has. He is on the roll then (GRP-19m). Behind the roll alone: whom its signer knew and did not list is not.
[[nodiscard]] bool enters(Keyring& keyring, const std::string& group, const stanza::groups::Member& member);

/// The roll behind what our user does, signed; nothing where we are no admin of the one that is believed. With Vouch we are, where there is
/// none: by the server's word, and our user's.
[[nodiscard]] std::optional<stanza::groups::Roll> next_roll(Keyring& keyring, const std::string& group, const GroupState& state,
                                                            stanza::groups::Verb verb, const std::vector<std::string>& named);
/// Behind our leaving (GRP-19i). Where no other admin is on it, he is its owner whom the server makes the owner then, of those who are on
/// it. Nothing also where nobody else is.
[[nodiscard]] std::optional<stanza::groups::Roll> leaving_roll(Keyring& keyring, const std::string& group, const GroupState& state);
/// The same members, and another link: its key, or "" for none. Nothing also where that is no change.
[[nodiscard]] std::optional<stanza::groups::Roll> link_roll(Keyring& keyring, const std::string& group, const GroupState& state,
                                                            const Bytes& link);

}  // namespace assay::client
