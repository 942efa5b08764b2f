#pragma once
// X3DH (signal.org/docs/specifications/x3dh, revision 1) with the parameters of XEP-0384 version 0.9.1 section 4.2. Alice begins a session,
// Bob is begun with.

#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/e2e/fault.hpp"
#include "reference/e2e/keys.hpp"
#include "reference/e2e/messages.hpp"
#include "reference/e2e/own_keys.hpp"

namespace assay::e2e {

struct Agreement {
  crypto::Secret secret;     ///< the first root key
  Bytes associated_data;     ///< Encode(IK_A) || Encode(IK_B), both in the Ed25519 form
  KeyExchangeHeader header;  ///< what Bob needs to come to the same
};

/// Section 3.3. BadSignature or BadKey for a bundle that nobody should begin a session with.
[[nodiscard]] Result<Agreement, Fault> agree_as_alice(const crypto::Ed25519KeyPair& identity, const Bundle& bundle, RandomSource& random);

/// Section 3.4. UnknownPreKey for prekeys that are not here, BadKey for keys that are no points. Does not use the prekey up: whoever calls
/// it does so when a message was authenticated.
[[nodiscard]] Result<Agreement, Fault> agree_as_bob(const OwnKeys& own, const KeyExchangeHeader& header);

}  // namespace assay::e2e
