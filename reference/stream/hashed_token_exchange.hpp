#pragma once
// HT-SHA-256-* on the server's side (draft-schmaus-kitten-sasl-ht-09): one message, one answer.

#include "reference/base/machine.hpp"
#include "reference/crypto/hashed_token.hpp"
#include "reference/stream/exchange.hpp"
#include "reference/stream/token_logins.hpp"

namespace assay::stream {

/// The octets that such a login is bound to; "" for TokenBinding::None. Nothing where this connection has none of that type.
[[nodiscard]] std::optional<Bytes> token_binding(const TlsFacts& tls, crypto::TokenBinding binding);

/// `claim` lacks the user name, which is in the message.
[[nodiscard]] SaslStep token_exchange(TokenLogins& tokens, TokenLogin claim, ByteView message, const TlsFacts& tls);

}  // namespace assay::stream
