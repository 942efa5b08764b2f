// SASL (RFC 6120 section 6): SCRAM, or PLAIN inside TLS where it is allowed. The server has to prove itself in SCRAM too.

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/precis/profiles.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stream/channel_bindings.hpp"
#include "reference/stream/client_stream.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

constexpr std::size_t kClientNonceOctets = 24;

// RFC 5802 sections 2.2 and 5.1, with the profiles of RFC 8265: however they were typed, both ends compute with the same octets.
std::optional<Login> prepared(const Login& login) {
  std::optional<std::string> username = precis::username_case_mapped(login.username);
  if (!username) return std::nullopt;
  std::optional<std::string> password = precis::opaque_string(login.password.reveal());
  if (!password) return std::nullopt;
  return Login{*std::move(username), crypto::Secret{*std::move(password)}, {}};
}

// The best type that both ends have. A server that does not say which it has (XEP-0440) is taken to have ours.
std::optional<std::string> common_type(const ServerFeatures& features, const TlsFacts& tls) {
  for (std::string& type : channel_binding_types(tls)) {
    const auto& theirs = features.channel_bindings;
    if (!theirs || std::find(theirs->begin(), theirs->end(), type) != theirs->end()) return std::move(type);
  }
  return std::nullopt;
}

bool offers_plus(const std::vector<std::string>& mechanisms) {
  return std::any_of(mechanisms.begin(), mechanisms.end(), [](const std::string& name) { return name.ends_with("-PLUS"); });
}

// RFC 5802 section 6: "y" tells a server that does offer -PLUS that somebody took it off the list.
ClientBinding binding_for(Mechanism mechanism, const std::vector<std::string>& offered, const TlsFacts& tls,
                          const std::optional<std::string>& type) {
  if (binds_channel(mechanism)) return {crypto::ChannelBindingUse::Used, *type, *channel_binding(tls, *type)};
  const bool able = !channel_binding_types(tls).empty();
  return {able && !offers_plus(offered) ? crypto::ChannelBindingUse::NotOffered : crypto::ChannelBindingUse::NotSupported, {}, {}};
}

}  // namespace

void ClientStream::login(Login login, const Now& now) {
  if (phase_ != ClientPhase::Waiting) return;
  login_ = std::move(login);
  deadline_ = now.monotonic + config_.limits.login_time;
  authenticate(now);  // on a stream that was opened without a name, and so not by token
}

void ClientStream::authenticate(const Now& now) {
  ASSAY_ASSERT(tls_ || config_.tls == ClientTls::None);
  const PlainUse plain = config_.allow_plain && tls_ ? PlainUse::Allowed : PlainUse::Forbidden;
  const TlsFacts tls = tls_.value_or(TlsFacts{});
  const std::optional<std::string> type = common_type(features_, tls);
  extensible_ = tls_ && features_.login && !config_.user_agent.empty();
  const std::vector<std::string>& offered = extensible_ ? features_.login->mechanisms : features_.mechanisms;
  mechanism_ = strongest(offered, type ? BindingUse::Possible : BindingUse::Impossible, plain);
  if (!mechanism_) return end_in_order(ClientAbort::NoMechanism, "the server offers no mechanism that we would use", now);
  login_ = prepared(*login_);
  if (!login_) return end_in_order(ClientAbort::LoginRefused, "the username or the password has characters that none can have", now);
  phase_ = ClientPhase::Authenticating;
  username_ = login_->username;
  Bytes initial;
  if (*mechanism_ == Mechanism::Plain) {
    initial.append(1, '\0').append(login_->username).append(1, '\0').append(login_->password.reveal());
  } else {
    const bool sha_256 = *mechanism_ == Mechanism::ScramSha256 || *mechanism_ == Mechanism::ScramSha256Plus;
    const auto hash = sha_256 ? crypto::HashName::Sha256 : crypto::HashName::Sha1;
    scram_.emplace(hash, std::move(*login_), binding_for(*mechanism_, offered, tls, type), random_.token(kClientNonceOctets),
                   config_.scram_memo);
    initial = scram_->first();
  }
  login_.reset();
  if (extensible_) {
    log_in(name(*mechanism_), initial);
  } else {
    write(stanza::sasl::auth(std::string(name(*mechanism_)), initial));
  }
  crypto::wipe(initial);
}

void ClientStream::sasl(const xml::Element& element, const Now& now) {
  if (extensible_) return login_answer(element, now);
  if (element.is(xml::ns::kSasl, "challenge")) return challenge(element, now);
  if (element.is(xml::ns::kSasl, "success")) return success(element, now);
  if (element.is(xml::ns::kSasl, "failure")) return sasl_failure(element, now);
  end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "something else than SASL during SASL", now);
}

void ClientStream::challenge(const xml::Element& element, const Now& now) {
  const auto payload = stanza::sasl::Payload::of(element);
  if (!scram_ || payload.faulty || !payload.octets) return refuse({ClientAbort::MalformedSasl, "an unexpected challenge"}, now);
  if (!scram_->is_answered()) {
    auto answer = scram_->answer(*payload.octets);
    if (!answer) return refuse(answer.error(), now);
    return write(stanza::sasl::response(*answer));
  }
  // server-final may come as a challenge, with an empty <success/> behind it (RFC 6120 section 6.4.6).
  if (scram_->is_verified()) return refuse({ClientAbort::MalformedSasl, "a challenge too many"}, now);
  const auto verified = scram_->verify(*payload.octets);
  if (!verified) return refuse(verified.error(), now);
  write(stanza::sasl::response({}));
}

// Behind <success/> there is no exchange to abort (RFC 6120 section 6.4.4): whoever does not believe it leaves.
void ClientStream::success(const xml::Element& element, const Now& now) {
  if (scram_ && !scram_->is_verified()) {
    const auto payload = stanza::sasl::Payload::of(element);
    if (payload.faulty || !payload.octets) {
      return end_in_order(ClientAbort::ServerNotAuthentic, "the server did not prove that it knows the password", now);
    }
    const auto verified = scram_->verify(*payload.octets);
    if (!verified) return end_in_order(verified.error().reason, verified.error().text, now);
  }
  scram_.reset();
  authenticated_ = true;
  const Limits& limits = config_.limits;
  reader_.set_limits({limits.stanza_octets, limits.stanza_depth, limits.stanza_elements, limits.element_attributes});
  open();
}

void ClientStream::sasl_failure(const xml::Element& element, const Now& now) {
  const auto failure = stanza::sasl::Failure::parse(element);
  const std::string condition = failure && !failure->condition.empty() ? failure->condition : "not-authorized";
  const bool passes = condition == "temporary-auth-failure";
  end_in_order(passes ? ClientAbort::ServerUnavailable : ClientAbort::LoginRefused, "the server refused the login", now, condition);
  if (passes) come_back_after(element);
}

void ClientStream::refuse(const ScramRefusal& refusal, const Now& now) {
  write(extensible_ ? stanza::sasl2::abort() : stanza::sasl::abort());
  end_in_order(refusal.reason, refusal.text, now);
}

}  // namespace assay::stream
