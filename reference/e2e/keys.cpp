#include "reference/e2e/keys.hpp"

namespace assay::e2e {

std::uint32_t random_id(RandomSource& random) { return 1 + static_cast<std::uint32_t>(random.below(kLargestId)); }

bool signature_is_valid(ByteView identity_key, const SignedPublicPreKey& key) {
  return key.key.key.size() == crypto::kX25519KeySize && crypto::ed25519_verify(identity_key, key.key.key, key.signature);
}

Result<bool, Fault> verified(const Bundle& bundle) {
  if (!crypto::x25519_public_key(bundle.identity_key)) return fail(Fault::BadKey);
  if (bundle.prekey.key.size() != crypto::kX25519KeySize) return fail(Fault::BadKey);
  if (!signature_is_valid(bundle.identity_key, bundle.signed_prekey)) return fail(Fault::BadSignature);
  return true;
}

}  // namespace assay::e2e
