#pragma once
// The SASL mechanisms HT-SHA-256-* (draft-schmaus-kitten-sasl-ht-09) as pure functions: one message each way, a hash under a token that
// both sides know.

#include <optional>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"

namespace assay::crypto {

/// How the name of such a mechanism ends (section 2).
enum class TokenBinding {
  None,      ///< "NONE"
  Exporter,  ///< "EXPR": tls-exporter (RFC 9266)
  EndPoint,  ///< "ENDP": tls-server-end-point (RFC 5929)
  Unique,    ///< "UNIQ": tls-unique (RFC 5929), which TLS 1.3 does not have
};

/// "HT-SHA-256-EXPR", ...
[[nodiscard]] std::string_view ht_mechanism(TokenBinding binding);
/// Nothing if it is no HT-SHA-256 mechanism.
[[nodiscard]] std::optional<TokenBinding> ht_binding(std::string_view mechanism);
/// "tls-exporter", ...; "" for None.
[[nodiscard]] std::string_view channel_binding_type(TokenBinding binding);

/// The client's message (section 3.1).
struct HashedTokenMessage {
  std::string username;
  Bytes hash;
  [[nodiscard]] Bytes write() const;
  /// Nothing without a name of 1 to 255 octets, a zero octet and something behind it.
  [[nodiscard]] static std::optional<HashedTokenMessage> parse(ByteView message);
};

/// What proves that the client knows the token. `binding_octets`: of the channel binding, or "".
[[nodiscard]] Bytes initiator_hash(std::string_view token, ByteView binding_octets);
/// The server's message (section 3.3), which proves that it does.
[[nodiscard]] Bytes responder_hash(std::string_view token, ByteView binding_octets);

}  // namespace assay::crypto
