#include "reference/e2e/keys.hpp"

#include <utility>

namespace assay::e2e {

std::uint32_t random_id(RandomSource& random) { return 1 + static_cast<std::uint32_t>(random.below(kLargestId)); }

bool signature_is_valid(ByteView identity_key, const SignedPublicPreKey& key) {
  return key.key.key.size() == crypto::kX25519KeySize && crypto::ed25519_verify(identity_key, key.key.key, key.signature);
}

Result<Bytes, Fault> verified(const Bundle& bundle) {
  auto identity = crypto::x25519_public_key(bundle.identity_key);
  if (!identity) return fail(Fault::BadKey);
  if (bundle.prekey.key.size() != crypto::kX25519KeySize) return fail(Fault::BadKey);
  if (!signature_is_valid(bundle.identity_key, bundle.signed_prekey)) return fail(Fault::BadSignature);
  return std::move(*identity);
}

}  // namespace assay::e2e
