#include "reference/stream/server_stream.hpp"

#include <utility>

#include "reference/base/assert.hpp"
#include "reference/base/machine.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stanza/try_later.hpp"
#include "reference/stream/features.hpp"
#include "reference/stream/negotiate.hpp"
#include "reference/stream/secure.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {
namespace {

constexpr std::size_t kStreamIdOctets = 18;  // 144 random bits; RFC 6120 section 4.7.3 wants it unpredictable

xml::StreamLimits reader_limits(const Limits& limits, bool logged_in) {
  return {logged_in ? limits.stanza_octets : limits.stanza_octets_before_login, limits.stanza_depth, limits.stanza_elements,
          limits.element_attributes};
}

}  // namespace

ServerStream::ServerStream(const ServerSettings& settings, Credentials& credentials, RandomSource& random, FirstOctets first,
                           const Now& now)
    : settings_(settings),
      credentials_(credentials),
      random_(random),
      phase_(first == FirstOctets::Tls ? Phase::Securing : Phase::Opening),
      reader_(xml::StreamPolicy::Restricted, reader_limits(settings.limits, false)),
      login_deadline_(now.monotonic + settings.limits.login_time) {}

void ServerStream::receive(ByteView octets) {
  // While TLS starts, octets behind <starttls/> came in the clear and must not act (RFC 6120 section 5.4.3.3).
  if (phase_ != Phase::Securing && phase_ != Phase::Ended) reader_.feed(octets);
}

void ServerStream::secured(TlsFacts facts) {
  if (phase_ == Phase::Ended) return;
  ASSAY_ASSERT(phase_ == Phase::Securing);
  facts_.secured = true;
  facts_.tls = std::move(facts);
  restart();
}

void ServerStream::timer(const Now& now) {
  const std::optional<Instant> due = deadline();
  if (due && *due <= now.monotonic) fail({"connection-timeout", "the login took too long", {}});
}

std::optional<Instant> ServerStream::deadline() const {
  if (phase_ == Phase::Bound || phase_ == Phase::Ended) return std::nullopt;
  return login_deadline_;
}

std::optional<StreamEvent> ServerStream::next_event() {
  while (phase_ != Phase::Ended && phase_ != Phase::Securing) {
    std::optional<xml::StreamItem> item = reader_.next();
    if (!item) {
      reader_.rest();
      return std::nullopt;
    }
    if (std::optional<StreamEvent> event = take(std::move(*item))) return event;
  }
  if (!ended_) return std::nullopt;
  return *std::exchange(ended_, std::nullopt);
}

std::optional<StreamEvent> ServerStream::take(xml::StreamItem item) {
  return std::visit(overloaded{
                        [&](xml::StreamOpened& opened) { return take_header(opened); },
                        [&](xml::StreamElement& element) { return take_element(std::move(element.element)); },
                        [&](xml::StreamClosed&) {
                          end(std::nullopt);
                          return std::optional<StreamEvent>{};
                        },
                        [&](xml::StreamViolation& violation) {
                          fail({"restricted-xml", violation.what, {}});
                          return std::optional<StreamEvent>{};
                        },
                        [&](xml::StreamBroken& broken) {
                          fail({broken.condition, broken.text, {}});
                          return std::optional<StreamEvent>{};
                        },
                    },
                    item);
}

std::optional<StreamEvent> ServerStream::take_header(const xml::StreamOpened& opened) {
  open(response_to(opened.header));
  facts_.from = bare_sender(opened.header);
  if (std::optional<stanza::StreamError> fault = header_fault(opened, settings_.domain)) {
    fail(*fault);
    return std::nullopt;
  }
  send(features_for(settings_, facts_));
  phase_ = facts_.username.empty() ? Phase::Negotiating : Phase::Binding;
  return std::nullopt;
}

std::optional<StreamEvent> ServerStream::take_element(xml::Element element) {
  switch (phase_) {
    case Phase::Negotiating: return negotiate(std::move(element));
    case Phase::Binding: return bind(std::move(element));
    case Phase::Bound: return FirstLevelElement{std::move(element)};
    case Phase::Opening:  // the reader gives the header first
    case Phase::Securing:
    case Phase::Ended: break;
  }
  ASSAY_ASSERT(false);
}

std::optional<StreamEvent> ServerStream::negotiate(xml::Element element) {
  if (++elements_before_login_ > settings_.limits.elements_before_login) {
    fail({"policy-violation", "too many elements before login", {}});
    return std::nullopt;
  }
  // XEP-0388 section 2.4: nothing else during an exchange.
  if (authentication2_.is_in_progress() && !is_sasl2(element)) {
    fail({"policy-violation", "something else than SASL during a login", {}});
    return std::nullopt;
  }
  if (is_starttls(element)) return start_tls();
  if (is_sasl2(element)) return authenticate2(element);
  if (is_sasl(element)) {
    authenticate(element);
    return std::nullopt;
  }
  if (settings_.require_tls && !facts_.secured) {
    fail({"not-authorized", "TLS is required first", {}});
    return std::nullopt;
  }
  if (element.ns() == stanza::sm::kNs) return resume(element);
  return EarlyElement{std::move(element)};
}

std::optional<StreamEvent> ServerStream::start_tls() {
  if (!starttls_is_allowed(facts_)) {
    // Section 5.4.2.2: the failure case ends the stream.
    send(starttls_failure());
    end(std::nullopt);
    return std::nullopt;
  }
  send(proceed());
  reader_.reset();
  ++streams_;
  phase_ = Phase::Securing;
  return StartTls{};
}

void ServerStream::authenticate(const xml::Element& element) {
  if (const auto later = try_later(element.local() == "auth" && !authentication_.is_in_progress())) {
    xml::Element failure = stanza::sasl::Failure{later->condition, {}}.write();
    stanza::TryLater{*later->retry_after}.write_into(failure);
    return send(failure);
  }
  Authentication::Answer answer = authentication_.take(element, mechanisms_for(settings_, facts_), facts_.secured,
                                                       ExchangeContext{settings_.domain, credentials_, random_, facts_.tls});
  send(answer.reply);
  if (answer.username) {
    facts_.username = std::move(*answer.username);
    reader_.set_limits(reader_limits(settings_.limits, true));
    restart();
  } else {
    limit_failures();
  }
}

std::optional<StreamEvent> ServerStream::authenticate2(const xml::Element& element) {
  if (authentication_.is_in_progress()) {
    fail({"policy-violation", "two logins at once", {}});
    return std::nullopt;
  }
  if (const auto later = try_later(element.local() == "authenticate" && !authentication2_.is_in_progress())) {
    xml::Element failure = sasl2_failure(*later);
    stanza::TryLater{*later->retry_after}.write_into(failure);
    send(failure);
    return std::nullopt;
  }
  const LoginOffer offer{facts_.secured ? mechanisms_for(settings_, facts_) : std::vector<std::string>{},
                         token_mechanisms_for(settings_, facts_), settings_.tokens};
  Authentication2::Answer answer =
      authentication2_.take(element, offer, ExchangeContext{settings_.domain, credentials_, random_, facts_.tls});
  if (const auto* error = std::get_if<stanza::StreamError>(&answer)) {
    fail(*error);
    return std::nullopt;
  }
  if (const auto* reply = std::get_if<xml::Element>(&answer)) {
    send(*reply);
    limit_failures();
    return std::nullopt;
  }
  auto& done = std::get<Authentication2::Done>(answer);
  // XEP-0388 section 2.3: nobody logs in under another name than the one that he came with.
  if (!facts_.from.empty() && facts_.from != done.username + "@" + settings_.domain) {
    refuse_login({"invalid-authzid"});
    return std::nullopt;
  }
  facts_.username = std::move(done.username);
  return LoginMade{std::move(done.request), std::move(done.octets)};
}

std::optional<SaslFailure> ServerStream::try_later(bool begins) const {
  const auto delay = begins && settings_.delay_of_login ? settings_.delay_of_login() : std::nullopt;
  if (!delay) return std::nullopt;
  return SaslFailure{"temporary-auth-failure", false, "try-later", delay};
}

void ServerStream::limit_failures() {
  if (failed_logins() < settings_.limits.failed_logins) return;
  fail({"policy-violation", "too many failed logins", {}});
}

void ServerStream::succeed(const stanza::sasl2::Success& success, Begun begun) {
  ASSAY_ASSERT(phase_ == Phase::Negotiating && !facts_.username.empty());
  reader_.set_limits(reader_limits(settings_.limits, true));
  send(success.write());
  facts_.bound = begun != Begun::Nothing;
  if (begun != Begun::Resumed) send(features_for(settings_, facts_));
  phase_ = begun == Begun::Nothing ? Phase::Binding : Phase::Bound;
}

void ServerStream::refuse_login(const SaslFailure& failure) {
  facts_.username.clear();
  send(sasl2_failure(failure));
  if (failure.counts) authentication2_.count_failure();
  limit_failures();
}

std::optional<StreamEvent> ServerStream::bind(xml::Element element) {
  if (element.ns() == stanza::sm::kNs) return resume(element);
  std::optional<BindRequest> request = BindRequest::parse(element);
  if (request) return BindWanted{std::move(*request)};
  // Section 7.1: nothing else before a resource is bound.
  fail({"not-authorized", "no resource is bound yet", {}});
  return std::nullopt;
}

// XEP-0198 section 3: nothing of it before login, and nothing but <resume/> before a resource is bound. The stream goes on.
std::optional<StreamEvent> ServerStream::resume(const xml::Element& element) {
  if (phase_ == Phase::Binding && ++elements_before_login_ > settings_.limits.elements_before_login) {
    fail({"policy-violation", "too many elements before a resource is bound", {}});
    return std::nullopt;
  }
  const bool is_resume = phase_ == Phase::Binding && element.local() == "resume";
  std::optional<stanza::sm::Resume> resume = is_resume ? stanza::sm::Resume::parse(element) : std::nullopt;
  if (resume) return ResumeWanted{std::move(*resume)};
  send(stanza::sm::Failed{is_resume ? "bad-request" : "unexpected-request"}.write());
  return std::nullopt;
}

std::vector<std::string> ServerStream::token_mechanisms() const { return token_mechanisms_for(settings_, facts_); }

void ServerStream::bound() {
  ASSAY_ASSERT(phase_ == Phase::Binding);
  phase_ = Phase::Bound;
}

// Section 4.3.3: the peer sends a new header, and nothing from before counts.
void ServerStream::restart() {
  reader_.reset();
  ++streams_;
  phase_ = Phase::Opening;
  header_sent_ = false;
}

void ServerStream::open(std::string_view to) {
  output_ += write(ResponseHeader{settings_.domain, to, random_.token(kStreamIdOctets)});
  header_sent_ = true;
  ++streams_;
}

void ServerStream::send(const xml::Element& element) { send_written(xml::write(element)); }

void ServerStream::send_written(std::string_view text) {
  if (phase_ != Phase::Ended) output_ += text;
}

void ServerStream::fail(const stanza::StreamError& error) { end(error); }

void ServerStream::close() { end(std::nullopt); }

void ServerStream::end(std::optional<stanza::StreamError> error) {
  if (phase_ == Phase::Ended) return;
  // In the middle of a TLS handshake there is nobody to read it.
  if (phase_ != Phase::Securing) {
    if (!header_sent_) open({});
    if (error) send(error->write());
    output_ += kClosingTag;
  }
  phase_ = Phase::Ended;
  ended_ = StreamEnded{std::move(error)};
}

Bytes ServerStream::take_output() { return std::exchange(output_, Bytes{}); }

}  // namespace assay::stream
