#include "reference/crypto/hashed_token.hpp"

#include "reference/crypto/hash.hpp"

namespace assay::crypto {
namespace {

constexpr std::size_t kNameOctets = 255;

struct Kind {
  TokenBinding binding;
  const char* mechanism;
  const char* type;
};
constexpr Kind kKinds[] = {{TokenBinding::None, "HT-SHA-256-NONE", ""},
                           {TokenBinding::Exporter, "HT-SHA-256-EXPR", "tls-exporter"},
                           {TokenBinding::EndPoint, "HT-SHA-256-ENDP", "tls-server-end-point"},
                           {TokenBinding::Unique, "HT-SHA-256-UNIQ", "tls-unique"}};

const Kind& kind_of(TokenBinding binding) { return kKinds[static_cast<std::size_t>(binding)]; }

Bytes hash_of(std::string_view token, std::string_view side, ByteView binding_octets) {
  Bytes message{side};
  message += binding_octets;
  return hmac_sha256(token, message);
}

}  // namespace

std::string_view ht_mechanism(TokenBinding binding) { return kind_of(binding).mechanism; }
std::string_view channel_binding_type(TokenBinding binding) { return kind_of(binding).type; }

std::optional<TokenBinding> ht_binding(std::string_view mechanism) {
  for (const Kind& kind : kKinds) {
    if (mechanism == kind.mechanism) return kind.binding;
  }
  return std::nullopt;
}

Bytes HashedTokenMessage::write() const {
  Bytes message = username;
  message += '\0';
  message += hash;
  return message;
}

std::optional<HashedTokenMessage> HashedTokenMessage::parse(ByteView message) {
  const std::size_t zero = message.find('\0');
  if (zero == ByteView::npos || zero == 0 || zero > kNameOctets || zero + 1 == message.size()) return std::nullopt;
  return HashedTokenMessage{std::string{message.substr(0, zero)}, Bytes{message.substr(zero + 1)}};
}

Bytes initiator_hash(std::string_view token, ByteView binding_octets) { return hash_of(token, "Initiator", binding_octets); }
Bytes responder_hash(std::string_view token, ByteView binding_octets) { return hash_of(token, "Responder", binding_octets); }

}  // namespace assay::crypto
