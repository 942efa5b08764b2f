// Digests, as octets: hex(sha256(x)), base64(sha1(x)).

#include "conformance/engine/functions.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::conformance::engine::functions {

Family hashes() {
  return {
      {"sha1", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(crypto::sha1(a[0].text)); }},
      {"sha256", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(crypto::sha256(a[0].text)); }},
      {"hmac_sha256", 2, 2,
       [](const Arguments& a, Surroundings&) -> Answer { return text_value(crypto::hmac_sha256(a[0].text, a[1].text)); }},
  };
}

}  // namespace assay::conformance::engine::functions
