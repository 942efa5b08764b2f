// Keys of end-to-end encryption, as base64. A key pair is named by a text, whose SHA-256 is its seed or private key: one name, one pair.
//
//   ed25519_key(name)             its Ed25519 public key
//   ed25519_sign(name, octets)    a signature by it
//   ed25519_verify(key, octets, signature)     "true" or "false"; key and signature as base64
//   x25519_key(name)              its X25519 public key
//   zero_joined(a, b, ...)        a 00 b 00 ..., as signed texts join their parts

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"
#include "reference/crypto/curve25519.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::conformance::engine::functions {

namespace {

crypto::Ed25519KeyPair signing_pair(const match::Value& name) { return crypto::ed25519_key_pair(crypto::sha256(name.text)); }

Answer verify(const Arguments& a, Surroundings&) {
  const auto key = from_base64(a[0].text);
  const auto signature = from_base64(a[2].text);
  return text_value(key && signature && crypto::ed25519_verify(*key, a[1].text, *signature) ? "true" : "false");
}

Answer zero_joined(const Arguments& a, Surroundings&) {
  std::string joined;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (i > 0) joined += '\0';
    joined += a[i].text;
  }
  return text_value(std::move(joined));
}

}  // namespace

Family curves() {
  return {
      {"ed25519_key", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(base64(signing_pair(a[0]).public_key)); }},
      {"ed25519_sign", 2, 2,
       [](const Arguments& a, Surroundings&) -> Answer { return text_value(base64(crypto::ed25519_sign(signing_pair(a[0]), a[1].text))); }},
      {"ed25519_verify", 3, 3, verify},
      {"x25519_key", 1, 1,
       [](const Arguments& a, Surroundings&) -> Answer {
         return text_value(base64(crypto::x25519_key_pair(crypto::Secret(crypto::sha256(a[0].text))).public_key));
       }},
      {"zero_joined", 1, 64, zero_joined},
  };
}

}  // namespace assay::conformance::engine::functions
