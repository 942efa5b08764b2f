#include "reference/e2e/derivation.hpp"

#include "reference/crypto/hash.hpp"
#include "reference/crypto/hmac_key.hpp"
#include "reference/crypto/hmac_parts.hpp"

namespace assay::e2e {
namespace {

constexpr std::size_t kSecretSize = 32;
constexpr std::size_t kCipherKeysSize = 80;
constexpr std::size_t kSenderKeysSize = 48;
/// X3DH section 2.2: F is 32 octets of 0xFF for X25519, so that the input begins with no point.
constexpr std::size_t kPrefixSize = 32;

crypto::Secret derived(ByteView key, ByteView salt, ByteView info, std::size_t size) {
  return crypto::Secret(crypto::hkdf_sha256(key, salt, info, size));
}

}  // namespace

crypto::Secret x3dh_secret(ByteView exchanges) {
  Bytes input;
  input.reserve(kPrefixSize + exchanges.size());
  input.append(kPrefixSize, '\xFF').append(exchanges);
  const crypto::Secret key(std::move(input));
  return derived(key.reveal(), {}, "OMEMO X3DH", kSecretSize);
}

RootStep root_step(const crypto::Secret& root_key, const crypto::Secret& exchange) {
  const crypto::Secret both = derived(exchange.reveal(), root_key.reveal(), "OMEMO Root Chain", 2 * kSecretSize);
  return {crypto::Secret(Bytes(both.reveal().substr(0, kSecretSize))), crypto::Secret(Bytes(both.reveal().substr(kSecretSize)))};
}

// The key is set up once for both.
ChainStep chain_step(const crypto::Secret& chain_key) {
  const crypto::HmacKey key(crypto::HashName::Sha256, chain_key.reveal());
  return {crypto::Secret(key.of("\x01")), crypto::Secret(key.of("\x02"))};
}

CipherKeys message_cipher_keys(const crypto::Secret& message_key) {
  return CipherKeys(derived(message_key.reveal(), {}, "OMEMO Message Key Material", kCipherKeysSize));
}

CipherKeys payload_cipher_keys(ByteView payload_key) { return CipherKeys(derived(payload_key, {}, "OMEMO Payload", kCipherKeysSize)); }

Bytes truncated_mac(ByteView key, ByteView octets, ByteView rest) {
  Bytes mac = crypto::hmac_sha256_of_parts(key, octets, rest);
  mac.resize(kMacOctets);
  return mac;
}

SenderCipherKeys sender_cipher_keys(const crypto::Secret& message_key) {
  return SenderCipherKeys(derived(message_key.reveal(), {}, "WhisperGroup", kSenderKeysSize));
}

}  // namespace assay::e2e
