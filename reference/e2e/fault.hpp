#pragma once
// Why something encrypted was not accepted. Whoever gets a fault has the state that it had before.

#include <string_view>

namespace assay::e2e {

enum class Fault {
  Malformed,        ///< no bytes of this format
  NotAuthentic,     ///< the MAC or the signature over the message is wrong, or it was made by another state
  BadKey,           ///< a public key that is no point of the curve, or one of low order
  BadSignature,     ///< a signed prekey, a device list or a sender-key message that its key did not sign
  UnknownPreKey,    ///< a key exchange with a prekey that is not here (any more)
  Replayed,         ///< its message key was used already, or is out of reach behind the chain
  TooFarAhead,      ///< it would make us compute more keys than the bound allows
  NoSession,        ///< nothing to decrypt it with
  IdentityChanged,  ///< the device's identity key is another one than before
};

/// "malformed", "not-authentic", ...: for logs, tests and drivers. Holds nothing of the message.
[[nodiscard]] std::string_view name_of(Fault fault);

}  // namespace assay::e2e
