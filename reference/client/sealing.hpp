#pragma once
// Encrypting a message for devices, and reading one (spec chapter 07, sections 1 and 4). Without I/O: which devices, and what becomes of a
// message that cannot be read, is chat_encryption.hpp's.

#include <string>
#include <string_view>
#include <vector>

#include "reference/client/keyring.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/stanza/encrypted.hpp"

namespace assay::client {

/// The devices of one account that a message is for; all can be encrypted for.
struct SealedFor {
  std::string account;
  std::vector<KnownDevice*> devices;
};

/// The payload is encrypted once, its key for each device.
[[nodiscard]] stanza::encrypted::Encrypted seal(Keyring& keyring, const std::vector<SealedFor>& readers, const e2e::Envelope& envelope,
                                                RandomSource& random);
/// For the session's sake: without payload.
[[nodiscard]] stanza::encrypted::Encrypted seal_nothing(Keyring& keyring, const SealedFor& reader, RandomSource& random);

/// Why a message was not read.
struct Unread {
  std::string reason;    ///< the name of a fault, "not-for-us", "other-identity", or "mismatch-" and the affix
  bool is_lost = false;  ///< the session could not read it: the original may be asked for again
};

struct Opened {
  std::vector<xml::Element> content;  ///< nothing where there was no payload
  bool wants_answer = false;          ///< it began the session, or the ratchet is to be turned
  bool last_resort = false;           ///< it began the session, by our last-resort prekey
};

/// The reason for a message that was read, and that somebody has: its entry is to go, and nobody is to be told.
inline constexpr std::string_view kTaken = "taken";

/// There is no key for this device in it.
inline constexpr std::string_view kNotForUs = "not-for-us";

/// `outside` is what the stanza says; `device` that of its sender. On a fault no session and no key is other than it was (ENC-11c).
/// Where the mailbox has an `entry` of it, what was inside is kept by that until Keyring::taken(), and answered once more to whoever comes
/// with the same: the message was read before a crash, and nobody had it (ENC-13b).
[[nodiscard]] Result<Opened, Unread> open(Keyring& keyring, KnownDevice& device, const stanza::encrypted::Encrypted& message,
                                          const e2e::Binding& outside, const std::string& entry = {});

}  // namespace assay::client
