#include "reference/e2e/payload.hpp"

#include <utility>

#include "reference/crypto/cipher.hpp"
#include "reference/e2e/derivation.hpp"

namespace assay::e2e {

SealedPayload seal_payload(ByteView plaintext, RandomSource& random) {
  Bytes key = random.bytes(kPayloadKeyOctets);
  const CipherKeys keys = payload_cipher_keys(key);
  SealedPayload sealed;
  sealed.ciphertext = crypto::aes_cbc_encrypt(keys.encryption(), keys.iv(), plaintext);
  key.reserve(kKeyMaterialOctets);
  key.append(truncated_mac(keys.authentication(), sealed.ciphertext));
  sealed.key_material = crypto::Secret(std::move(key));
  return sealed;
}

Result<crypto::Secret, Fault> open_payload(ByteView ciphertext, const crypto::Secret& key_material) {
  if (key_material.size() != kKeyMaterialOctets) return fail(Fault::Malformed);
  const CipherKeys keys = payload_cipher_keys(key_material.reveal().substr(0, kPayloadKeyOctets));
  const ByteView mac = key_material.reveal().substr(kPayloadKeyOctets);
  if (!crypto::constant_time_equal(truncated_mac(keys.authentication(), ciphertext), mac)) return fail(Fault::NotAuthentic);
  auto plaintext = crypto::aes_cbc_decrypt(keys.encryption(), keys.iv(), ciphertext);
  if (!plaintext) return fail(Fault::NotAuthentic);
  return std::move(*plaintext);
}

Bytes empty_key_material() { return Bytes(kPayloadKeyOctets, '\0'); }

}  // namespace assay::e2e
