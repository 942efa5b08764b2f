#include "reference/server/keys.hpp"

#include "reference/crypto/hash.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kKeyOctets = 32;

crypto::Secret derived(ByteView secret, const char* use) { return crypto::Secret(crypto::hkdf_sha256(secret, {}, use, kKeyOctets)); }

}  // namespace

Keys::Keys(ByteView secret, RandomSource& random) {
  const crypto::Secret own = crypto::random_secret(random, kKeyOctets);
  const ByteView root = secret.empty() ? own.reveal() : secret;
  codes = derived(root, "cxmpp server: codes");
  decoys = derived(root, "cxmpp server: decoys");
  pins = derived(root, "cxmpp server: PINs");
  contacts.set(derived(root, "cxmpp server: contacts").reveal());
  tokens = derived(root, "cxmpp server: tokens");
}

}  // namespace assay::server
