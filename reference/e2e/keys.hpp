#pragma once
// A device's keys as others see them (XEP-0384 version 0.9.1 section 4.2): the identity key in its Ed25519 form, the signed prekey, and
// one prekey out of those that it published.

#include <cstdint>

#include "reference/base/bytes.hpp"
#include "reference/base/result.hpp"
#include "reference/crypto/curve25519.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/e2e/fault.hpp"

namespace assay::e2e {

/// Of a device, unique within its account; 1 to 2^31 - 1 (XEP-0384 section 5.1).
enum class DeviceId : std::uint32_t {};
/// Of a prekey or a signed prekey, unique among those of its kind and device; 1 to 2^31 - 1.
enum class PreKeyId : std::uint32_t {};

inline constexpr std::uint32_t kLargestId = 0x7FFF'FFFF;
/// Random: a sequence would tell how many there were (ENC-07).
[[nodiscard]] std::uint32_t random_id(RandomSource& random);

struct PublicPreKey {
  PreKeyId id{};
  Bytes key;  ///< X25519, 32 octets
  friend bool operator==(const PublicPreKey&, const PublicPreKey&) = default;
};

struct SignedPublicPreKey {
  PublicPreKey key;
  Bytes signature;  ///< Ed25519 by the identity key over the 32 octets of the key
  friend bool operator==(const SignedPublicPreKey&, const SignedPublicPreKey&) = default;
};

/// What a session is begun with.
struct Bundle {
  Bytes identity_key;  ///< Ed25519, 32 octets
  SignedPublicPreKey signed_prekey;
  PublicPreKey prekey;       ///< handed out for this session alone, or the last resort
  bool last_resort = false;  ///< others may have got the same prekey
  friend bool operator==(const Bundle&, const Bundle&) = default;
};

/// Its identity key in the Montgomery form, for the exchanges. BadKey, or BadSignature: nobody begins a session with such a bundle
/// (ENC-02).
[[nodiscard]] Result<Bytes, Fault> verified(const Bundle& bundle);
/// The same for what a device publishes.
[[nodiscard]] bool signature_is_valid(ByteView identity_key, const SignedPublicPreKey& key);

struct PreKeyPair {
  PreKeyId id{};
  crypto::X25519KeyPair keys;
  [[nodiscard]] PreKeyPair copy() const { return {id, keys.copy()}; }
  [[nodiscard]] PublicPreKey public_half() const { return {id, keys.public_key}; }
};

}  // namespace assay::e2e
