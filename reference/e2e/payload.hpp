#pragma once
// A message encrypted once for all devices (XEP-0384 version 0.9.1 sections 4.4 and 4.5): the ciphertext goes into <payload/>, its key and
// MAC through each session.

#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/e2e/fault.hpp"

namespace assay::e2e {

inline constexpr std::size_t kPayloadKeyOctets = 32;
inline constexpr std::size_t kKeyMaterialOctets = 48;  ///< key, then MAC

struct SealedPayload {
  Bytes ciphertext;
  crypto::Secret key_material;  ///< kKeyMaterialOctets
};
[[nodiscard]] SealedPayload seal_payload(ByteView plaintext, RandomSource& random);
/// Malformed for key material of another size, NotAuthentic where the MAC is wrong.
[[nodiscard]] Result<crypto::Secret, Fault> open_payload(ByteView ciphertext, const crypto::Secret& key_material);

/// What goes through a session in a message without a payload: 32 zero octets (section 5.5.3).
[[nodiscard]] Bytes empty_key_material();

}  // namespace assay::e2e
