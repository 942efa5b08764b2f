#pragma once
// Keys for what lies at rest, each derived from the operator's secret for one use.

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/hmac_key.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::server {

struct Keys {
  /// An empty `secret` is replaced by a random one.
  Keys(ByteView secret, RandomSource& random);

  crypto::Secret codes;                                ///< hashes of registration codes
  crypto::Secret decoys;                               ///< salts and keys of accounts that don't exist
  crypto::Secret pins;                                 ///< PINs, before they are hashed
  crypto::HmacKey contacts{crypto::HashName::Sha256};  ///< numbers that an account asked for: many for each of its requests
  crypto::Secret tokens;                               ///< tokens of logins to come (XEP-0484)
};

}  // namespace assay::server
