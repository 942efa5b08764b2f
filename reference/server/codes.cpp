#include "reference/server/codes.hpp"

#include <algorithm>

#include "reference/crypto/hash.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/server/account_number.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kCodes = "code";
constexpr const char* kNewest = "code-of";
constexpr const char* kDue = "code-due";
constexpr std::size_t kRequestIdOctets = 18;
constexpr std::size_t kForgottenAtOnce = 4;  // one more is written at a time

// The longest number of E.164, so that the length tells nothing.
constexpr std::size_t kDigits = 15;

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

Bytes due_key(const PendingCode& pending) { return store::key({stamp(pending.expires), pending.request}); }

}  // namespace

bool Codes::is_fixed(const Config& config, std::string_view digits) { return !config.test_code.empty() && is_test_number(digits, config); }

Codes::Fresh Codes::draw(const std::string& digits, const Bytes& device_key) const {
  forget_expired();
  if (const auto older = context_.store().get(kNewest, newest_key(digits))) {
    if (const auto pending = read(*older)) erase(*pending);
  }
  Fresh fresh{context_.random.token(kRequestIdOctets), {}};
  if (is_fixed(context_.config, digits)) {
    fresh.code = context_.config.test_code;
  } else {
    for (std::size_t i = 0; i < context_.limits().code_digits; ++i) fresh.code += static_cast<char>('0' + context_.random.below(10));
  }
  PendingCode pending{fresh.request, digits, device_key, {}, context_.now().wall + context_.limits().code_lifetime, 0, {}};
  pending.hash = hash(pending, fresh.code);
  put(pending);
  context_.store().put(kNewest, newest_key(digits), fresh.request);
  context_.store().put(kDue, due_key(pending), {});
  return fresh;
}

std::optional<PendingCode> Codes::find(const std::string& request) const {
  std::optional<PendingCode> pending = read(request);
  if (pending && context_.now().wall >= pending->expires) return std::nullopt;
  return pending;
}

std::optional<PendingCode> Codes::read(const std::string& request) const {
  const std::optional<Bytes> value = context_.store().get(kCodes, store::key({request}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 6) return std::nullopt;
  std::string digits = masked(request, (*f)[0]);
  digits.resize(std::min(digits.size(), digits.find('\0')));
  if (!is_number(digits)) return std::nullopt;
  return PendingCode{request,
                     std::move(digits),
                     Bytes{(*f)[1]},
                     Bytes{(*f)[2]},
                     from_stamp((*f)[3]),
                     store::from_ordered((*f)[4]).value_or(0),
                     from_stamp((*f)[5])};
}

void Codes::put(const PendingCode& pending) const {
  context_.store().put(kCodes, store::key({pending.request}),
                       store::fields({masked(pending.request, pending.digits), pending.device_key, pending.hash, stamp(pending.expires),
                                      store::ordered(pending.wrong_guesses), stamp(pending.last_guess)}));
}

void Codes::erase(const PendingCode& pending) const {
  context_.store().erase(kCodes, store::key({pending.request}));
  context_.store().erase(kDue, due_key(pending));
  const Bytes newest = newest_key(pending.digits);
  if (context_.store().get(kNewest, newest) == pending.request) context_.store().erase(kNewest, newest);
}

void Codes::forget(const std::string& digits) const {
  const auto request = context_.store().get(kNewest, newest_key(digits));
  const auto pending = request ? read(*request) : std::nullopt;
  if (pending) erase(*pending);
}

void Codes::forget_expired() const {
  std::vector<PendingCode> expired;
  context_.store().scan(kDue, {}, {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (!parts || parts->size() < 2 || from_stamp((*parts)[0]) > context_.now().wall) return false;
    if (auto pending = read((*parts)[1])) expired.push_back(std::move(*pending));
    return expired.size() < kForgottenAtOnce;
  });
  for (const PendingCode& pending : expired) erase(pending);
}

bool Codes::is_right(const PendingCode& pending, std::string_view guess) const {
  return crypto::constant_time_equal(hash(pending, guess), pending.hash);
}

Bytes Codes::newest_key(const std::string& digits) const {
  return store::key({crypto::hmac_sha256(context_.keys.codes.reveal(), store::fields({"code-of", digits}))});
}

// A request's id is drawn once, so each mask covers one number.
Bytes Codes::masked(const std::string& request, ByteView digits) const {
  const Bytes mask = crypto::hmac_sha256(context_.keys.codes.reveal(), store::fields({"number", request}));
  Bytes out(digits.substr(0, kDigits));
  out.resize(kDigits, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ mask[i]);
  return out;
}

Bytes Codes::hash(const PendingCode& pending, std::string_view code) const {
  return crypto::hmac_sha256(context_.keys.codes.reveal(), store::fields({pending.request, pending.digits, pending.device_key, code}));
}

}  // namespace assay::server
