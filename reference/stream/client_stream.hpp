#pragma once
// A client's stream (RFC 6120) on one connection, from the first octet to the closing tag. Octets and TLS facts go in; outputs for the
// host and events for the client come out. One phase of the negotiation is one file: client_open.cpp, client_secure.cpp,
// client_authenticate.cpp, client_login.cpp (SASL2), client_bind.cpp, client_resume.cpp.
//
//     Connecting -> Opening -> Proceeding -> Handshaking -> Opening -> Authenticating -> Opening -> Binding -> (Enabling) -> (Managing) ->
//     Bound
//                                    \-> (direct TLS) ^           \-> Waiting (no login yet: registration) -^
//                                            Opening -> Resuming -> Bound, or Binding
//     With SASL2: Opening -> Authenticating -> Bound; with a token the login goes out with the opening tag, before any answer to it.
//     any -> Closing -> Ended
//
// Whatever breaks the rules ends the stream with a ClientAbort; credentials are sent over TLS only, or as SCRAM if TLS is None.

#include <deque>
#include <optional>
#include <string>
#include <variant>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stream/client_abort.hpp"
#include "reference/stream/client_config.hpp"
#include "reference/stream/client_features.hpp"
#include "reference/stream/client_mechanism.hpp"
#include "reference/stream/client_scram.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::stream {

enum class ClientPhase {
  Connecting,
  Opening,
  Proceeding,
  Handshaking,
  Waiting,
  Authenticating,
  Binding,
  Enabling,
  Managing,
  Resuming,
  Bound,
  Closing,
  Ended
};

// --- outputs: for the connection ----------------------------------------------------------------------------------------------------

struct WriteOctets {
  Bytes octets;
};
struct BeginTls {
  std::string server_name;
};
struct FinishWriting {};
struct CutConnection {};
using ClientOutput = std::variant<WriteOctets, BeginTls, FinishWriting, CutConnection>;

// --- events: for the client ---------------------------------------------------------------------------------------------------------

/// The features are known and no login was given: registration may go on, login() ends it.
struct LoginAwaited {};
/// Stanzas flow.
struct StreamBound {
  jid::Jid address;                              ///< full
  bool acknowledges = false;                     ///< ack:1 is enabled
  std::optional<stanza::sm::Enabled> managed{};  ///< XEP-0198 is enabled: what is sent and received from now on counts
  bool carbons = false;                          ///< XEP-0280 is enabled
};
/// A secret for the next login (XEP-0484), in place of the one before.
struct TokenGiven {
  std::string mechanism;
  crypto::Secret token;
  WallTime expiry;
};
/// The token of the Login is good for nothing.
struct TokenRefused {};
/// The session of ClientStreamConfig::resume goes on here (XEP-0198 section 5).
struct StreamResumed {
  std::uint32_t handled = 0;  ///< by the server
};
/// It does not; a resource is being bound.
struct ResumeFailed {
  std::optional<std::uint32_t> handled;  ///< by the server, if it knows
};
/// A first-level element of phase Waiting or Bound: a stanza, or one of ack:1 and its like.
struct StanzaReceived {
  xml::Element element;
};
/// The last event. It comes when the connection is closed.
struct ClientStreamEnded {
  ClientAbort reason = ClientAbort::Cut;
  std::string condition;                     ///< of SASL or of the stream error that the server sent; else name(reason)
  std::string text;                          ///< English
  std::string application = {};              ///< of the server's stream error: its name in urn:cxmpp:errors:1 ("replaced"), or ""
  std::optional<Duration> retry_after = {};  ///< the server takes no login before that (MSG-23)
};
using ClientStreamEvent =
    std::variant<LoginAwaited, TokenGiven, TokenRefused, StreamBound, StreamResumed, ResumeFailed, StanzaReceived, ClientStreamEnded>;

/// After a closing tag was sent, the peer has this long to close too.
inline constexpr Duration kCloseTime = std::chrono::seconds{2};

class ClientStream {
 public:
  /// `random` must outlive the stream. Without `login` the stream stops at LoginAwaited.
  ClientStream(ClientStreamConfig config, RandomSource& random, std::optional<Login> login);

  void handle(const Event& event, const Now& now);
  void timer(const Now& now);
  [[nodiscard]] std::optional<Instant> next_deadline() const { return deadline_; }

  /// Ignored outside phase Waiting: the server may have closed the stream behind what led here.
  void login(Login login, const Now& now);
  /// In phases Waiting and Bound; elsewhere the element is dropped.
  void send(const xml::Element& element);
  /// A stanza that was written before; in phase Bound.
  void send_written(std::string_view text);
  /// Ends the stream in order, with `reason` as its outcome.
  void close(ClientAbort reason, const Now& now);

  [[nodiscard]] ClientPhase phase() const { return phase_; }
  [[nodiscard]] const ServerFeatures& features() const { return features_; }
  [[nodiscard]] const std::optional<TlsFacts>& tls() const { return tls_; }

  [[nodiscard]] std::optional<ClientOutput> next_output();
  [[nodiscard]] std::optional<ClientStreamEvent> next_event();

 private:
  // client_stream.cpp
  void receive(ByteView octets, const Now& now);
  void item(xml::StreamItem item, const Now& now);
  void element(xml::Element element, const Now& now);
  void write(const xml::Element& element);
  void stream_error(const xml::Element& error, const Now& now);
  void peer_closed(const Now& now);
  void closed(const Closed& event);
  /// Remembers the outcome; the first one counts.
  void decide(ClientAbort reason, std::string text, std::string condition = {});
  void end_in_order(ClientAbort reason, std::string text, const Now& now, std::string condition = {});
  /// The stream has ended with that failure, for now.
  void come_back_after(const xml::Element& failure);
  void end_with_error(ClientAbort reason, std::string condition, std::string text, const Now& now);
  void end_at_once(ClientAbort reason, std::string text);
  // client_open.cpp
  void open();
  void header(const xml::StreamOpened& opened, const Now& now);
  void features(const xml::Element& element, const Now& now);
  // client_secure.cpp
  void start_tls(const Now& now);
  void proceed(const xml::Element& element, const Now& now);
  void handshake();
  void secured(const TlsFacts& facts);
  // client_authenticate.cpp
  void authenticate(const Now& now);
  void sasl(const xml::Element& element, const Now& now);
  void challenge(const xml::Element& element, const Now& now);
  void success(const xml::Element& element, const Now& now);
  void sasl_failure(const xml::Element& element, const Now& now);
  void refuse(const ScramRefusal& refusal, const Now& now);
  // client_login.cpp
  /// The octets that a login by the token would be bound to; nothing if there is no token, or it cannot be used on this connection.
  [[nodiscard]] std::optional<Bytes> usable_token() const;
  void log_in_by_token(ByteView binding_octets);
  void log_in(std::string_view mechanism, const Bytes& initial_response);
  /// The features are here; the login went out before them.
  void expect_login(const Now& now);
  /// Whether a token was shown and nobody has said yet what it is worth.
  [[nodiscard]] bool waits_for_token() const { return !token_answer_.empty() && !authenticated_; }
  void drop_token();
  [[nodiscard]] xml::Element binding_request() const;
  [[nodiscard]] std::string token_wish() const;
  void login_answer(const xml::Element& element, const Now& now);
  void login_challenge(const xml::Element& element, const Now& now);
  void login_success(const xml::Element& element, const Now& now);
  void login_failure(const xml::Element& element, const Now& now);
  /// Whether the server has proved that it knows the secret too; else the stream ends.
  [[nodiscard]] bool is_authentic(const std::optional<Bytes>& data, const Now& now);
  void begin_session(const stanza::sasl2::Success& success, const Now& now);
  // client_bind.cpp
  void bind(const Now& now);
  void bind_result(const xml::Element& element, const Now& now);
  void enable_result(const xml::Element& element, const Now& now);
  /// True if it is a stanza: they may come from the moment of binding on.
  [[nodiscard]] bool is_early_stanza(const xml::Element& element);
  void bound();
  // client_resume.cpp
  void manage_result(const xml::Element& element, const Now& now);
  void resume();
  void resume_result(const xml::Element& element, const Now& now);

  ClientStreamConfig config_;
  RandomSource& random_;
  std::optional<Login> login_;
  xml::StreamReader reader_;
  ClientPhase phase_ = ClientPhase::Connecting;
  bool authenticated_ = false;
  bool tag_open_ = false;  // our opening tag was written and no closing tag yet
  ServerFeatures features_;
  std::optional<TlsFacts> tls_;
  std::string username_;
  std::optional<Mechanism> mechanism_;
  std::optional<ClientScram> scram_;
  bool extensible_ = false;      // the login under way is one by SASL2
  bool ahead_ = false;           // it went out before the features came
  std::string token_mechanism_;  // of the token that it shows or asks for
  Bytes token_answer_;           // what the server must say to prove that it knows the token; "" in a login by password
  bool features_due_ = false;    // they come behind <success/>, on a stream that is bound already
  bool carbons_ = false;
  std::string bind_id_;
  std::optional<jid::Jid> address_;
  bool acknowledges_ = false;
  std::optional<stanza::sm::Enabled> managed_;
  std::optional<ClientStreamEnded> outcome_;
  std::optional<Instant> deadline_;
  std::deque<ClientOutput> outputs_;
  std::deque<ClientStreamEvent> events_;
};

}  // namespace assay::stream
