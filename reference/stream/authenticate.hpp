#pragma once
// SASL negotiation as the receiving entity (RFC 6120 section 6): mechanisms on offer, one exchange at a time, retries counted.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/stream/exchange.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

[[nodiscard]] bool is_sasl(const xml::Element& element);

/// The exchange of a mechanism by password, where `offered` are the mechanisms of this connection; null if there is none of that name.
[[nodiscard]] std::unique_ptr<Exchange> exchange_for(std::string_view mechanism, const std::vector<std::string>& offered,
                                                     const ExchangeContext& context);

class Authentication {
 public:
  /// What comes of one element of the client.
  struct Answer {
    xml::Element reply;                   ///< <challenge/>, <success/> or <failure/>
    std::optional<std::string> username;  ///< with success
  };

  /// `offered` are the mechanisms of this connection; `secured` says whether TLS is on.
  [[nodiscard]] Answer take(const xml::Element& element, const std::vector<std::string>& offered, bool secured,
                            const ExchangeContext& context);
  /// An exchange waits for its <response/>.
  [[nodiscard]] bool is_in_progress() const { return exchange_ != nullptr; }
  /// Failed or aborted exchanges on this stream (section 6.4.5).
  [[nodiscard]] std::size_t failures() const { return failures_; }

 private:
  [[nodiscard]] SaslStep start(const xml::Element& auth, const std::vector<std::string>& offered, bool secured,
                               const ExchangeContext& context);
  [[nodiscard]] SaslStep respond(const xml::Element& response);

  std::unique_ptr<Exchange> exchange_;
  std::size_t failures_ = 0;
};

}  // namespace assay::stream
