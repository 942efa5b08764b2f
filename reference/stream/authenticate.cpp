#include "reference/stream/authenticate.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/machine.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

namespace sasl = stanza::sasl;

constexpr std::string_view kPlus = "-PLUS";

}  // namespace

std::unique_ptr<Exchange> exchange_for(std::string_view mechanism, const std::vector<std::string>& offered,
                                       const ExchangeContext& context) {
  ExchangeContext bound = context;
  bound.offers_plus = std::any_of(offered.begin(), offered.end(), [](const std::string& name) { return name.ends_with(kPlus); });
  if (mechanism == "PLAIN") return plain_exchange(bound);
  const ScramBinding binding = mechanism.ends_with(kPlus) ? ScramBinding::Plus : ScramBinding::Without;
  if (binding == ScramBinding::Plus) mechanism.remove_suffix(kPlus.size());
  if (mechanism == "SCRAM-SHA-1") return scram_exchange(crypto::HashName::Sha1, binding, bound);
  if (mechanism == "SCRAM-SHA-256") return scram_exchange(crypto::HashName::Sha256, binding, bound);
  return nullptr;
}

bool is_sasl(const xml::Element& element) { return element.ns() == xml::ns::kSasl; }

Authentication::Answer Authentication::take(const xml::Element& element, const std::vector<std::string>& offered, bool secured,
                                            const ExchangeContext& context) {
  SaslStep step = SaslFailure{"malformed-request"};
  if (element.local() == "auth") {
    step = start(element, offered, secured, context);
  } else if (element.local() == "response") {
    step = respond(element);
  } else if (element.local() == "abort") {
    step = SaslFailure{"aborted"};
  }
  return std::visit(overloaded{
                        [](SaslChallenge& challenge) { return Answer{sasl::challenge(challenge.octets), std::nullopt}; },
                        [&](SaslSuccess& success) {
                          exchange_.reset();
                          return Answer{sasl::success(success.octets), std::move(success.username)};
                        },
                        [&](SaslFailure& failure) {
                          exchange_.reset();
                          if (failure.counts) ++failures_;
                          return Answer{sasl::Failure{std::move(failure.condition), {}}.write(), std::nullopt};
                        },
                    },
                    step);
}

SaslStep Authentication::start(const xml::Element& auth, const std::vector<std::string>& offered, bool secured,
                               const ExchangeContext& context) {
  if (exchange_) return SaslFailure{"malformed-request"};
  const std::string mechanism{auth.attribute("mechanism")};
  if (std::find(offered.begin(), offered.end(), mechanism) == offered.end()) {
    // Section 6.5.4: the mechanism, or any, would be there under TLS.
    return SaslFailure{!secured && (offered.empty() || mechanism == "PLAIN") ? "encryption-required" : "invalid-mechanism"};
  }
  exchange_ = exchange_for(mechanism, offered, context);
  if (!exchange_) return SaslFailure{"invalid-mechanism"};
  const sasl::Payload payload = sasl::Payload::of(auth);
  if (payload.faulty) return SaslFailure{"incorrect-encoding"};
  // Both kinds of mechanism have the client speak first: without an initial response it is asked for one.
  if (!payload.octets) return SaslChallenge{};
  return exchange_->step(*payload.octets);
}

SaslStep Authentication::respond(const xml::Element& response) {
  if (!exchange_) return SaslFailure{"malformed-request"};
  const sasl::Payload payload = sasl::Payload::of(response);
  if (payload.faulty) return SaslFailure{"incorrect-encoding"};
  return exchange_->step(payload.octets.value_or(Bytes{}));
}

}  // namespace assay::stream
