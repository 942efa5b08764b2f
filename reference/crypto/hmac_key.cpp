#include "reference/crypto/hmac_key.hpp"

#include "reference/crypto/hash_context.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
namespace {

HmacState& hmac_state(void* context) { return *static_cast<HmacState*>(context); }

}  // namespace

void HmacKey::Free::operator()(void* context) const { delete static_cast<HmacState*>(context); }

HmacKey::HmacKey(HashName name, ByteView key) : name_(name), context_(new HmacState(name, key)) {}

void HmacKey::set(ByteView key) { hmac_state(context_.get()) = HmacState(name_, key); }

Bytes HmacKey::of(ByteView message) const {
  Bytes out(digest_size(name_), '\0');
  hmac_state(context_.get()).of(message, octets(out));
  return out;
}

}  // namespace assay::crypto
