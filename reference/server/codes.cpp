#include "reference/server/codes.hpp"

#include "reference/crypto/hash.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kCodes = "code";
constexpr const char* kNewest = "code-of";
constexpr std::size_t kRequestIdOctets = 18;

}  // namespace

Codes::Fresh Codes::draw(const std::string& digits, const Bytes& device_key) const {
  if (const auto older = context_.store().get(kNewest, store::key({digits}))) context_.store().erase(kCodes, store::key({*older}));
  Fresh fresh{context_.random.token(kRequestIdOctets), {}};
  for (std::size_t i = 0; i < context_.limits().code_digits; ++i) fresh.code += static_cast<char>('0' + context_.random.below(10));
  PendingCode pending{fresh.request, digits, device_key, {}, context_.now().wall + context_.limits().code_lifetime, 0, {}};
  pending.hash = hash(pending, fresh.code);
  put(pending);
  context_.store().put(kNewest, store::key({digits}), fresh.request);
  return fresh;
}

std::optional<PendingCode> Codes::find(const std::string& request) const {
  const std::optional<Bytes> value = context_.store().get(kCodes, store::key({request}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 6) return std::nullopt;
  PendingCode pending{
      request, (*f)[0], (*f)[1], (*f)[2], from_stamp((*f)[3]), store::from_ordered((*f)[4]).value_or(0), from_stamp((*f)[5])};
  if (context_.now().wall >= pending.expires) return std::nullopt;
  return pending;
}

void Codes::put(const PendingCode& pending) const {
  context_.store().put(kCodes, store::key({pending.request}),
                       store::fields({pending.digits, pending.device_key, pending.hash, stamp(pending.expires),
                                      store::ordered(pending.wrong_guesses), stamp(pending.last_guess)}));
}

void Codes::erase(const PendingCode& pending) const {
  context_.store().erase(kCodes, store::key({pending.request}));
  const Bytes newest = store::key({pending.digits});
  if (context_.store().get(kNewest, newest) == pending.request) context_.store().erase(kNewest, newest);
}

void Codes::forget(const std::string& digits) const {
  const Bytes newest = store::key({digits});
  if (const auto request = context_.store().get(kNewest, newest)) context_.store().erase(kCodes, store::key({*request}));
  context_.store().erase(kNewest, newest);
}

bool Codes::is_right(const PendingCode& pending, std::string_view guess) const {
  return crypto::constant_time_equal(hash(pending, guess), pending.hash);
}

Bytes Codes::hash(const PendingCode& pending, std::string_view code) const {
  return crypto::hmac_sha256(context_.keys.codes.reveal(), store::fields({pending.request, pending.digits, pending.device_key, code}));
}

}  // namespace assay::server
