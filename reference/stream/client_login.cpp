// Logins by SASL2 (XEP-0388) inside TLS: by a token of an earlier one (XEP-0484), else by password. A resource is bound on the way (Bind 2,
// XEP-0386), or a session of before taken up again (XEP-0198 section 9.2), and a token asked for.

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/crypto/hashed_token.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/bind2.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stream/client_stream.hpp"
#include "reference/stream/hashed_token_exchange.hpp"

namespace assay::stream {

namespace bind2 = stanza::bind2;
namespace fast = stanza::fast;
namespace sasl2 = stanza::sasl2;
namespace sm = stanza::sm;

// --- asking -----------------------------------------------------------------------------------------------------------------------

std::optional<Bytes> ClientStream::usable_token() const {
  if (!tls_ || !login_ || !login_->token || config_.user_agent.empty()) return std::nullopt;
  const std::optional<crypto::TokenBinding> binding = crypto::ht_binding(login_->token->mechanism);
  return binding ? token_binding(*tls_, *binding) : std::nullopt;
}

void ClientStream::log_in_by_token(ByteView binding_octets) {
  const KnownToken& known = *login_->token;
  extensible_ = true;
  token_mechanism_ = known.mechanism;
  token_answer_ = crypto::responder_hash(known.token.reveal(), binding_octets);
  log_in(known.mechanism,
         crypto::HashedTokenMessage{login_->username, crypto::initiator_hash(known.token.reveal(), binding_octets)}.write());
}

void ClientStream::log_in(std::string_view mechanism, const Bytes& initial_response) {
  const bool by_token = !token_answer_.empty();
  sasl2::Authenticate request{std::string(mechanism), initial_response, sasl2::UserAgent{config_.user_agent, "assay", {}}, {}};
  if (config_.resume && (ahead_ || by_token || features_.login->resumes)) request.inlined.push_back(config_.resume->write());
  if (by_token || features_.login->beginnings) request.inlined.push_back(binding_request());
  if (by_token) {
    request.inlined.push_back(fast::Use{login_->token->count, false}.write());
  } else if (token_mechanism_ = token_wish(); !token_mechanism_.empty()) {
    request.inlined.push_back(fast::RequestToken{token_mechanism_}.write());
  }
  xml::Element element = request.write();
  write(element);
}

// A server that has stopped offering such logins may have answered with anything, or nothing. What it makes of this one is not waited for.
void ClientStream::expect_login(const Now& now) {
  const auto& login = features_.login;
  const bool offered =
      login && std::find(login->token_mechanisms.begin(), login->token_mechanisms.end(), token_mechanism_) != login->token_mechanisms.end();
  phase_ = ClientPhase::Authenticating;
  if (offered) return;
  drop_token();
  end_in_order(ClientAbort::TokenNotTaken, "the server takes no such tokens any more", now);
}

void ClientStream::drop_token() {
  token_answer_.clear();
  token_mechanism_.clear();
  if (login_) login_->token.reset();
  events_.push_back(TokenRefused{});
}

// Where the features are not known yet all of it is asked for: what the server does not know it passes over.
xml::Element ClientStream::binding_request() const {
  bind2::Bind bind{config_.resource, {}};
  const auto* offered = features_.login && features_.login->beginnings ? &*features_.login->beginnings : nullptr;
  for (const xml::Element& wanted : {stanza::ack::enable(), stanza::carbons::enable(), sm::Enable{true, {}}.write()}) {
    if (!offered || std::find(offered->begin(), offered->end(), wanted.ns()) != offered->end()) bind.enables.push_back(wanted);
  }
  return bind.write();
}

// XEP-0484 section 6: one with channel binding where there is any.
std::string ClientStream::token_wish() const {
  const std::vector<std::string>& offered = features_.login->token_mechanisms;
  for (const auto binding :
       {crypto::TokenBinding::Exporter, crypto::TokenBinding::EndPoint, crypto::TokenBinding::Unique, crypto::TokenBinding::None}) {
    std::string name{crypto::ht_mechanism(binding)};
    if (std::find(offered.begin(), offered.end(), name) != offered.end() && token_binding(*tls_, binding)) return name;
  }
  return {};
}

// --- answers ----------------------------------------------------------------------------------------------------------------------

void ClientStream::login_answer(const xml::Element& element, const Now& now) {
  if (element.is(sasl2::kNs, "challenge")) return login_challenge(element, now);
  if (element.is(sasl2::kNs, "success")) return login_success(element, now);
  if (element.is(sasl2::kNs, "failure")) return login_failure(element, now);
  if (element.is(sasl2::kNs, "continue")) {
    return end_in_order(ClientAbort::LoginRefused, "the server asks for more than a login, which we know nothing of", now);
  }
  end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "something else than SASL during SASL", now);
}

void ClientStream::login_challenge(const xml::Element& element, const Now& now) {
  const std::optional<Bytes> octets = sasl2::octets_of(element);
  if (!scram_ || !octets) return refuse({ClientAbort::MalformedSasl, "an unexpected challenge"}, now);
  if (scram_->is_answered()) return refuse({ClientAbort::MalformedSasl, "a challenge too many"}, now);
  const auto answer = scram_->answer(*octets);
  if (!answer) return refuse(answer.error(), now);
  write(sasl2::response(*answer));
}

bool ClientStream::is_authentic(const std::optional<Bytes>& data, const Now& now) {
  const bool proves = scram_ || !token_answer_.empty();
  if (proves && !data) {
    end_in_order(ClientAbort::ServerNotAuthentic, "the server did not prove that it knows the secret", now);
    return false;
  }
  if (scram_) {
    const auto verified = scram_->verify(*data);
    if (!verified) end_in_order(verified.error().reason, verified.error().text, now);
    return verified.has_value();
  }
  const bool right = token_answer_.empty() || crypto::constant_time_equal(*data, token_answer_);
  if (!right) end_in_order(ClientAbort::ServerNotAuthentic, "the server's proof is wrong", now);
  return right;
}

void ClientStream::login_success(const xml::Element& element, const Now& now) {
  const std::optional<sasl2::Success> success = sasl2::Success::parse(element);
  if (!success) return end_in_order(ClientAbort::MalformedSasl, "a <success/> that says not whose", now);
  if (!is_authentic(success->additional_data, now)) return;
  scram_.reset();
  login_.reset();
  authenticated_ = true;
  const Limits& limits = config_.limits;
  reader_.set_limits({limits.stanza_octets, limits.stanza_depth, limits.stanza_elements, limits.element_attributes});
  const xml::Element* given = success->find(fast::kNs, "token");
  if (auto token = given ? fast::Token::parse(*given) : std::nullopt; token && !token_mechanism_.empty()) {
    events_.push_back(TokenGiven{token_mechanism_, crypto::Secret(std::move(token->token)), token->expiry});
  }
  begin_session(*success, now);
}

void ClientStream::begin_session(const sasl2::Success& success, const Now& now) {
  const xml::Element* answer = success.find(sm::kNs, "resumed");
  const auto resumed = answer ? sm::Resumed::parse(*answer) : std::nullopt;
  if (resumed && config_.resume && resumed->previd == config_.resume->previd) {
    phase_ = ClientPhase::Bound;
    deadline_.reset();
    events_.push_back(StreamResumed{resumed->h});
    return;
  }
  if (const xml::Element* failed = success.find(sm::kNs, "failed"); failed && config_.resume) {
    const auto why = sm::Failed::parse(*failed);
    events_.push_back(ResumeFailed{why ? why->h : std::nullopt});
    config_.resume.reset();
  }
  const xml::Element* bound_element = success.find(bind2::kNs, "bound");
  if (!bound_element) {
    phase_ = ClientPhase::Opening;  // the features come next, on the same stream
    return;
  }
  address_ = jid::Jid::parse(success.authorization_identifier);
  if (!address_ || address_->is_bare() || address_->local().empty() || address_->domain() != config_.domain) {
    return end_in_order(ClientAbort::BindRefused, "the server bound an address that is not ours", now);
  }
  const bind2::Bound facts = *bind2::Bound::parse(*bound_element);
  acknowledges_ = facts.find(stanza::ack::kNs, "enabled") != nullptr;
  const xml::Element* enabled = facts.find(sm::kNs, "enabled");
  managed_ = enabled ? sm::Enabled::parse(*enabled) : std::nullopt;
  const auto* offered = features_.login && features_.login->beginnings ? &*features_.login->beginnings : nullptr;
  carbons_ = offered && std::find(offered->begin(), offered->end(), stanza::carbons::kNs) != offered->end();
  features_due_ = true;
  bound();
}

void ClientStream::login_failure(const xml::Element& element, const Now& now) {
  const auto failure = sasl2::Failure::parse(element);
  const std::string condition = failure ? failure->condition : "not-authorized";
  const std::string reason = failure && !failure->reason.empty() ? failure->reason : condition;
  if (condition == "temporary-auth-failure") {
    end_in_order(ClientAbort::ServerUnavailable, "the server refused the login for now", now, reason);
    return come_back_after(element);
  }
  if (token_answer_.empty()) {
    return end_in_order(reason == "replaced" ? ClientAbort::Replaced : ClientAbort::LoginRefused, "the server refused the login", now,
                        condition == "not-authorized" ? condition : reason);
  }
  // XEP-0484 section 4.1. The password of an older registration is as dead as its tokens.
  drop_token();
  if (reason == "replaced") return end_in_order(ClientAbort::Replaced, "the number was registered again", now, "replaced");
  authenticate(now);
}

}  // namespace assay::stream
