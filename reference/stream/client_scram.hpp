#pragma once
// The client's side of one SCRAM exchange (RFC 5802 section 3), with channel binding and without. Octets in and out are those inside the
// SASL elements.

#include <string>
#include <string_view>
#include <variant>

#include "reference/base/result.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/crypto/scram_messages.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/stream/client_abort.hpp"
#include "reference/stream/client_config.hpp"

namespace assay::stream {

/// Why the exchange must not go on: WeakScram, ServerNotAuthentic, MalformedSasl or LoginRefused; `text` is English.
struct ScramRefusal {
  ClientAbort reason = ClientAbort::MalformedSasl;
  std::string text;
};

/// What the client says of channel binding (section 6), and the octets of the type that it names.
struct ClientBinding {
  crypto::ChannelBindingUse use = crypto::ChannelBindingUse::NotSupported;
  std::string type;  ///< only with Used, like the octets
  Bytes octets;
};

class ClientScram {
 public:
  /// `nonce` must be fresh: printable ASCII without ",", at least 18 random octets as base64url. `memo` may be null.
  ClientScram(crypto::HashName hash, Login login, ClientBinding binding, std::string nonce, crypto::ScramMemo* memo);

  [[nodiscard]] std::string first() const { return first_.write(); }
  /// client-final-message. Checks the nonce's prefix and that 4,096 <= iterations <= 1,000,000 before anything is computed.
  [[nodiscard]] Result<std::string, ScramRefusal> answer(std::string_view server_first);
  /// Whether the server knows the password too: nothing in the result but success.
  [[nodiscard]] Result<std::monostate, ScramRefusal> verify(std::string_view server_final);
  [[nodiscard]] bool is_answered() const { return !server_signature_.empty(); }
  [[nodiscard]] bool is_verified() const { return verified_; }

 private:
  crypto::HashName hash_;
  Login login_;
  crypto::ScramMemo* memo_;
  crypto::ScramClientFirst first_;
  Bytes bound_to_;
  Bytes server_signature_;  // what the server must send
  bool verified_ = false;
};

}  // namespace assay::stream
