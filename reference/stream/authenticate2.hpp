#pragma once
// SASL2 (XEP-0388) as the receiving entity: one exchange at a time, by password or by token (XEP-0484). What a login asks for inline is for
// its owner.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reference/stanza/sasl2.hpp"
#include "reference/stanza/stream_error.hpp"
#include "reference/stream/exchange.hpp"
#include "reference/stream/token_logins.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

[[nodiscard]] bool is_sasl2(const xml::Element& element);

/// What this connection's client may choose from.
struct LoginOffer {
  std::vector<std::string> mechanisms;
  std::vector<std::string> token_mechanisms;  ///< not without `tokens`
  TokenLogins* tokens = nullptr;
};

class Authentication2 {
 public:
  struct Done {
    stanza::sasl2::Authenticate request;
    std::string username;
    std::optional<Bytes> octets;  ///< what the mechanism says with success
  };
  /// A <challenge/> or <failure/> to send; a login; or what the stream ends with.
  using Answer = std::variant<xml::Element, Done, stanza::StreamError>;

  [[nodiscard]] Answer take(const xml::Element& element, const LoginOffer& offer, const ExchangeContext& context);
  /// The client's next element has to be <response/> or <abort/>.
  [[nodiscard]] bool is_in_progress() const { return exchange_ != nullptr; }
  /// Failed or aborted exchanges on this stream.
  [[nodiscard]] std::size_t failures() const { return failures_; }
  /// A login that ended here as it should was refused for another reason.
  void count_failure() { ++failures_; }

 private:
  [[nodiscard]] SaslStep start(const xml::Element& element, const LoginOffer& offer, const ExchangeContext& context);
  [[nodiscard]] SaslStep start_by_token(const LoginOffer& offer, const ExchangeContext& context);
  [[nodiscard]] SaslStep respond(const xml::Element& element);

  stanza::sasl2::Authenticate request_;
  std::unique_ptr<Exchange> exchange_;
  std::size_t failures_ = 0;
};

/// <failure/> with the reason that an application of ours goes by (spec/errors.md).
[[nodiscard]] xml::Element sasl2_failure(const SaslFailure& failure);

}  // namespace assay::stream
