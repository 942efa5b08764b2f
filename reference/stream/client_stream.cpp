#include "reference/stream/client_stream.hpp"

#include <utility>

#include "reference/stanza/stream_error.hpp"
#include "reference/stanza/try_later.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {
namespace {

xml::StreamLimits limits_before_login(const Limits& limits) {
  return {limits.stanza_octets_before_login, limits.stanza_depth, limits.stanza_elements, limits.element_attributes};
}

// Stream errors that pass by themselves (RFC 6120 section 4.9.3).
bool passes(std::string_view condition) {
  for (const char* passing :
       {"connection-timeout", "internal-server-error", "remote-connection-failed", "reset", "resource-constraint", "system-shutdown"}) {
    if (condition == passing) return true;
  }
  return false;
}

}  // namespace

ClientStream::ClientStream(ClientStreamConfig config, RandomSource& random, std::optional<Login> login)
    : config_(std::move(config)),
      random_(random),
      login_(std::move(login)),
      reader_(xml::StreamPolicy::Restricted, limits_before_login(config_.limits)) {}

void ClientStream::handle(const Event& event, const Now& now) {
  if (phase_ == ClientPhase::Ended) return;
  std::visit(overloaded{
                 [&](const Opened&) {
                   if (phase_ != ClientPhase::Connecting) return;
                   deadline_ = now.monotonic + config_.limits.login_time;
                   config_.tls == ClientTls::Direct ? handshake() : open();
                 },
                 [&](const Received& received) { receive(received.bytes, now); },
                 [&](const Sent&) {},
                 [&](const Secured& facts) { secured(facts.facts); },
                 [&](const PeerFinished&) { peer_closed(now); },
                 [&](const Closed& reason) { closed(reason); },
             },
             event);
}

void ClientStream::timer(const Now& now) {
  if (!deadline_ || now.monotonic < *deadline_) return;
  deadline_.reset();
  if (phase_ == ClientPhase::Closing) {
    outputs_.push_back(CutConnection{});
  } else {
    end_at_once(ClientAbort::TimedOut, "the server did not go on with the negotiation in time");
  }
}

// Elements end at a '>': fed in such pieces, the reader never holds octets of a phase that has not begun.
void ClientStream::receive(ByteView octets, const Now& now) {
  while (!octets.empty() && phase_ != ClientPhase::Ended) {
    if (phase_ == ClientPhase::Handshaking) {
      end_at_once(ClientAbort::OctetsBeforeTls, "octets came between <proceed/> and the handshake");
      return;
    }
    const std::size_t end = octets.find('>');
    const std::size_t piece = end == ByteView::npos ? octets.size() : end + 1;
    reader_.feed(octets.substr(0, piece));
    octets.remove_prefix(piece);
    while (auto next = reader_.next()) item(std::move(*next), now);
  }
}

void ClientStream::item(xml::StreamItem item, const Now& now) {
  std::visit(overloaded{
                 [&](const xml::StreamOpened& opened) { header(opened, now); },
                 [&](xml::StreamElement& received) { element(std::move(received.element), now); },
                 [&](const xml::StreamClosed&) { peer_closed(now); },
                 [&](const xml::StreamViolation&) {},  // permissive readers only
                 [&](const xml::StreamBroken& broken) {
                   end_with_error(ClientAbort::MalformedStream, broken.condition, "the server's stream: " + broken.text, now);
                 },
             },
             item);
}

void ClientStream::element(xml::Element element, const Now& now) {
  if (phase_ == ClientPhase::Closing || phase_ == ClientPhase::Ended) return;
  if (element.is(xml::ns::kStreams, "error")) return stream_error(element, now);
  // XEP-0388 section 2.6.1: right behind <success/>. What they offer is asked for already.
  if (std::exchange(features_due_, false) && element.is(xml::ns::kStreams, "features")) return;
  switch (phase_) {
    case ClientPhase::Opening: return features(element, now);
    case ClientPhase::Proceeding: return proceed(element, now);
    case ClientPhase::Authenticating: return sasl(element, now);
    case ClientPhase::Binding: return bind_result(element, now);
    case ClientPhase::Enabling: return enable_result(element, now);
    case ClientPhase::Managing: return manage_result(element, now);
    case ClientPhase::Resuming: return resume_result(element, now);
    case ClientPhase::Waiting:
    case ClientPhase::Bound: events_.push_back(StanzaReceived{std::move(element)}); return;
    case ClientPhase::Connecting:
    case ClientPhase::Handshaking:
    case ClientPhase::Closing:
    case ClientPhase::Ended: return;
  }
}

void ClientStream::send(const xml::Element& element) {
  if (phase_ == ClientPhase::Waiting || phase_ == ClientPhase::Bound) write(element);
}

void ClientStream::send_written(std::string_view text) {
  if (phase_ == ClientPhase::Bound) outputs_.push_back(WriteOctets{Bytes(text)});
}

void ClientStream::write(const xml::Element& element) { outputs_.push_back(WriteOctets{xml::write(element)}); }

void ClientStream::close(ClientAbort reason, const Now& now) { end_in_order(reason, {}, now); }

namespace {

// What a person can make something of.
std::string_view said_of(std::string_view application) {
  if (application == "unlinked") return "the phone of this account has unlinked this device";
  if (application == "replaced") return "the number was registered again, or this device has logged in anew elsewhere";
  if (application == "unregistered") return "the account has ended";
  return "the server ended the stream with an error";
}

}  // namespace

void ClientStream::stream_error(const xml::Element& error, const Now& now) {
  const auto parsed = stanza::StreamError::parse(error);
  const std::string condition = parsed ? parsed->condition : "undefined-condition";
  const std::string application = parsed ? parsed->application : "";
  // Coming back after a conflict would throw the other one out, and so on for ever.
  ClientAbort reason = condition == "conflict"         ? ClientAbort::Replaced
                       : application == "unregistered" ? ClientAbort::Unregistered
                       : passes(condition)             ? ClientAbort::ServerUnavailable
                                                       : ClientAbort::StreamError;
  // What a server says who does not know what a login ahead of the features is.
  if (reason == ClientAbort::StreamError && waits_for_token()) {
    drop_token();
    reason = ClientAbort::TokenNotTaken;
  }
  end_in_order(reason, std::string(said_of(application)), now, reason == ClientAbort::Replaced ? "replaced" : condition);
  if (outcome_) outcome_->application = application;
}

void ClientStream::peer_closed(const Now& now) {
  if (phase_ == ClientPhase::Closing) {
    outputs_.push_back(FinishWriting{});
  } else if (phase_ != ClientPhase::Ended) {
    if (waits_for_token()) drop_token();
    end_in_order(ClientAbort::ClosedByServer, "the server closed the stream", now);
  }
}

void ClientStream::closed(const Closed& event) {
  switch (event.reason) {
    case CloseReason::Refused: decide(ClientAbort::Refused, "nobody answers there"); break;
    case CloseReason::TlsFailed: decide(ClientAbort::TlsFailed, event.detail); break;
    case CloseReason::Finished:
    case CloseReason::Reset:
    case CloseReason::Local: decide(ClientAbort::Cut, "the connection was cut"); break;
  }
  phase_ = ClientPhase::Ended;
  deadline_.reset();
  events_.push_back(*outcome_);
}

void ClientStream::decide(ClientAbort reason, std::string text, std::string condition) {
  if (outcome_) return;
  if (condition.empty()) condition = name(reason);
  outcome_ = ClientStreamEnded{reason, std::move(condition), std::move(text)};
}

void ClientStream::come_back_after(const xml::Element& failure) {
  const auto later = stanza::TryLater::of(failure);
  if (later && outcome_) outcome_->retry_after = later->retry_after;
}

void ClientStream::end_in_order(ClientAbort reason, std::string text, const Now& now, std::string condition) {
  if (phase_ == ClientPhase::Closing || phase_ == ClientPhase::Ended) return;
  if (!tag_open_) return end_at_once(reason, std::move(text));
  decide(reason, std::move(text), std::move(condition));
  outputs_.push_back(WriteOctets{"</stream:stream>"});
  outputs_.push_back(FinishWriting{});
  tag_open_ = false;
  phase_ = ClientPhase::Closing;
  deadline_ = now.monotonic + kCloseTime;
}

void ClientStream::end_with_error(ClientAbort reason, std::string condition, std::string text, const Now& now) {
  if (phase_ == ClientPhase::Closing || phase_ == ClientPhase::Ended) return;
  if (tag_open_) {
    stanza::StreamError error;
    error.condition = std::move(condition);
    write(error.write());
  }
  end_in_order(reason, std::move(text), now);
}

void ClientStream::end_at_once(ClientAbort reason, std::string text) {
  if (phase_ == ClientPhase::Ended) return;
  decide(reason, std::move(text));
  outputs_.push_back(CutConnection{});
  tag_open_ = false;
  phase_ = ClientPhase::Closing;
  deadline_.reset();  // Closed{Local} comes of itself
}

std::optional<ClientOutput> ClientStream::next_output() {
  if (outputs_.empty()) return std::nullopt;
  ClientOutput output = std::move(outputs_.front());
  outputs_.pop_front();
  return output;
}

std::optional<ClientStreamEvent> ClientStream::next_event() {
  if (events_.empty()) return std::nullopt;
  ClientStreamEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace assay::stream
