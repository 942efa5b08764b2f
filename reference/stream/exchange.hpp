#pragma once
// One SASL mechanism's exchange on the server's side (RFC 4422 section 3).

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "reference/base/random_source.hpp"
#include "reference/stream/server_settings.hpp"

namespace assay::stream {

struct SaslChallenge {
  Bytes octets;
};
struct SaslSuccess {
  std::string username;
  std::optional<Bytes> octets;  ///< what the mechanism says with success
};
struct SaslFailure {
  std::string condition;  ///< RFC 6120 section 6.5
  bool counts = true;     ///< among the failed logins of the stream (Limits::failed_logins)
  std::string reason{};   ///< of our registry of errors, or ""
  std::optional<std::chrono::seconds> retry_after{};
};
using SaslStep = std::variant<SaslChallenge, SaslSuccess, SaslFailure>;

class Exchange {
 public:
  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;
  /// The client's next message. Not called again after success or failure.
  [[nodiscard]] virtual SaslStep step(ByteView message) = 0;
};

/// What exchanges need; all of it outlives them.
struct ExchangeContext {
  std::string_view domain;
  Credentials& credentials;
  RandomSource& random;
  const TlsFacts& tls;       ///< of the connection
  bool offers_plus = false;  ///< whether a mechanism with channel binding was on offer
};

enum class ScramBinding { Without, Plus };

[[nodiscard]] std::unique_ptr<Exchange> plain_exchange(const ExchangeContext& context);
[[nodiscard]] std::unique_ptr<Exchange> scram_exchange(crypto::HashName hash, ScramBinding binding, const ExchangeContext& context);

/// RFC 6120 section 6.3.8: nobody acts for another here. Empty, the name itself, or its address.
[[nodiscard]] bool may_act_as(std::string_view authzid, std::string_view username, std::string_view domain);

}  // namespace assay::stream
