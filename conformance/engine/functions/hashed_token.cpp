// Logins by token (XEP-0484), both sides, as the octets inside the elements: base64() them.
//
//   ht_initiator(user, token)            the client's message of HT-SHA-256-NONE (draft-schmaus-kitten-sasl-ht-09)
//   ht_initiator(user, token, octets)    the same, bound to the octets of a channel binding
//   ht_responder(token)                  what the server says with success
//   ht_responder(token, octets)

#include "reference/crypto/hashed_token.hpp"

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

namespace {

Answer initiator(const Arguments& a, Surroundings&) {
  return text_value(
      crypto::HashedTokenMessage{a[0].text, crypto::initiator_hash(a[1].text, a.size() > 2 ? a[2].text : std::string())}.write());
}

Answer responder(const Arguments& a, Surroundings&) {
  return text_value(crypto::responder_hash(a[0].text, a.size() > 1 ? a[1].text : std::string()));
}

}  // namespace

Family hashed_token() {
  return {
      {"ht_initiator", 2, 3, initiator},
      {"ht_responder", 1, 2, responder},
  };
}

}  // namespace assay::conformance::engine::functions
