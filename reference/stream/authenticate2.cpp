#include "reference/stream/authenticate2.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/machine.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stream/authenticate.hpp"
#include "reference/stream/hashed_token_exchange.hpp"

namespace assay::stream {
namespace {

namespace sasl2 = stanza::sasl2;
namespace fast = stanza::fast;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_sasl2(const xml::Element& element) { return element.ns() == sasl2::kNs; }

xml::Element sasl2_failure(const SaslFailure& failure) {
  const bool bad = failure.reason.empty() && failure.condition == "not-authorized";
  return sasl2::Failure{failure.condition, bad ? "bad-token" : failure.reason, {}}.write();
}

Authentication2::Answer Authentication2::take(const xml::Element& element, const LoginOffer& offer, const ExchangeContext& context) {
  SaslStep step = SaslFailure{"malformed-request"};
  if (exchange_) {
    // Section 2.4: nothing else during an exchange.
    if (element.local() != "response" && element.local() != "abort") {
      return stanza::StreamError{"policy-violation", "neither a response nor an abort during a login", {}};
    }
    step = element.local() == "abort" ? SaslFailure{"aborted"} : respond(element);
  } else if (element.local() == "authenticate") {
    step = start(element, offer, context);
  }
  return std::visit(overloaded{
                        [](SaslChallenge& challenge) { return Answer{sasl2::challenge(challenge.octets)}; },
                        [&](SaslSuccess& success) {
                          exchange_.reset();
                          return Answer{Done{std::move(request_), std::move(success.username), std::move(success.octets)}};
                        },
                        [&](SaslFailure& failure) {
                          exchange_.reset();
                          if (failure.counts) ++failures_;
                          return Answer{sasl2_failure(failure)};
                        },
                    },
                    step);
}

SaslStep Authentication2::start(const xml::Element& element, const LoginOffer& offer, const ExchangeContext& context) {
  if (offer.mechanisms.empty()) return SaslFailure{"encryption-required"};
  std::optional<sasl2::Authenticate> request = sasl2::Authenticate::parse(element);
  if (!request) return SaslFailure{"malformed-request"};
  request_ = *std::move(request);
  const bool by_token = request_.find(fast::kNs, "fast") != nullptr;
  if (!contains(by_token ? offer.token_mechanisms : offer.mechanisms, request_.mechanism)) return SaslFailure{"invalid-mechanism"};
  if (by_token) return start_by_token(offer, context);
  exchange_ = exchange_for(request_.mechanism, offer.mechanisms, context);
  if (!exchange_) return SaslFailure{"invalid-mechanism"};
  // The client speaks first in each of them: without an initial response it is asked for one.
  if (!request_.initial_response) return SaslChallenge{};
  return exchange_->step(*request_.initial_response);
}

SaslStep Authentication2::start_by_token(const LoginOffer& offer, const ExchangeContext& context) {
  const std::optional<fast::Use> use = fast::Use::parse(*request_.find(fast::kNs, "fast"));
  // XEP-0484 section 4.1: whose token it is stands in the user agent's id.
  if (!use || !request_.initial_response || !request_.user_agent || request_.user_agent->id.empty()) {
    return SaslFailure{"malformed-request"};
  }
  return token_exchange(*offer.tokens, {{}, request_.user_agent->id, request_.mechanism, use->count, use->invalidate},
                        *request_.initial_response, context.tls);
}

SaslStep Authentication2::respond(const xml::Element& element) {
  const std::optional<Bytes> octets = sasl2::octets_of(element);
  if (!octets) return SaslFailure{"incorrect-encoding"};
  return exchange_->step(*octets);
}

}  // namespace assay::stream
