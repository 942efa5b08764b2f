#pragma once
// Encrypting a message for a group, and reading one (spec chapter 07, sections 5 and 12). Without I/O: who is in the group, and what
// becomes of a message that cannot be read, is group_encryption.hpp's.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"
#include "reference/client/keyring.hpp"
#include "reference/client/privacy.hpp"
#include "reference/client/sealing.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/stanza/group_sealed.hpp"

namespace assay::client {

/// Devices that get our sender key with one message: a stanza is at most 256 KiB, and a key exchange has 400 octets.
inline constexpr std::size_t kKeysWithOneMessage = 400;

struct SealedInGroup {
  std::optional<stanza::encrypted::Encrypted> key;  ///< for the devices that lack it
  stanza::group_sealed::Sealed message;
};

/// `readers`: whoever is in the group at the version that the envelope names, and each device can be encrypted for. A device that has our
/// key and is not among them makes us make a new one (GRP-21). Nothing if there are too many groups.
[[nodiscard]] std::optional<SealedInGroup> seal_in_group(Keyring& keyring, const std::vector<SealedFor>& readers,
                                                         const e2e::Envelope& envelope, RandomSource& random);

/// The key alone for as many as one message can bring it to, where more lack it: to go ahead of the message that they are to read.
/// `binding` is of the control message that it goes in. Nothing once the others get it with that message.
[[nodiscard]] std::optional<stanza::encrypted::Encrypted> seal_key_ahead(Keyring& keyring, const std::vector<SealedFor>& readers,
                                                                         const e2e::Binding& binding, RandomSource& random);

/// Our sender key of the group for a device that lacks it; nothing before we made one.
[[nodiscard]] std::optional<stanza::group_sealed::SenderKey> own_sender_key(Keyring& keyring, const std::string& group,
                                                                            const std::string& account, const KnownDevice& device);
/// A device of `account` gave us its key. False if it is none.
bool take_sender_key(Keyring& keyring, const std::string& account, std::uint32_t device, const stanza::group_sealed::SenderKey& key);

/// `outside` is what the stanza says, and its version that of the group where the message stands: the sender's may be older, and not older
/// than the key's. On a fault no key is other than it was. `entry` as in open() of sealing.hpp.
[[nodiscard]] Result<std::vector<xml::Element>, Unread> open_in_group(Keyring& keyring, const stanza::group_sealed::Sealed& message,
                                                                      e2e::Binding outside, const std::string& entry = {});

/// How a group's message came, for whoever reads it in its place: stands in it instead of its encryption, never on the wire.
struct Opening {
  Privacy privacy = Privacy::Clear;
  std::string fault{};  ///< why it could not be read; "" if it was
  bool asked_again = false;
  /// Takes it out, whoever put it there.
  static void strip(xml::Element& message);
  void put(xml::Element& message) const;
  [[nodiscard]] static Opening of(const xml::Element& message);
};

}  // namespace assay::client
