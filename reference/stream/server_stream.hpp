#pragma once
// One connection's XML stream on the server's side, from its first octet to its last: a state machine whose phases lie in files of their
// own (negotiate, secure, authenticate, authenticate2, features, bind_request).
//
//     Opening --header--> Negotiating --starttls--> Securing --secured()--> Opening ...
//                         Negotiating --SASL success--> Opening --header--> Binding --bound()--> Bound
//                         Negotiating --SASL2 success, succeed()--> Binding or Bound
//     any --error or closing tag--> Ended
//
// The owner feeds octets, takes events until there is none, and sends what take_output() holds after each event.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stanza/stream_error.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/stream/authenticate.hpp"
#include "reference/stream/authenticate2.hpp"
#include "reference/stream/bind_request.hpp"
#include "reference/stream/server_settings.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::stream {

/// <proceed/> stands in the output: TLS starts behind it.
struct StartTls {};
/// An element before login that the stream does not know. The owner answers it, or fails the stream with not-authorized.
struct EarlyElement {
  xml::Element element;
};
/// The client is who facts() say, by SASL2 (XEP-0388). The owner does what it asked for inline, and answers with succeed(),
/// refuse_login() or an error.
struct LoginMade {
  stanza::sasl2::Authenticate request;
  std::optional<Bytes> additional_data;  ///< of the mechanism, for <success/>
};
/// The owner answers with bound(), or sends an error.
struct BindWanted {
  BindRequest request;
};
/// In place of binding (XEP-0198 section 5). The owner answers with <resumed/> and bound(), or with <failed/>: then the client may still
/// bind.
struct ResumeWanted {
  stanza::sm::Resume resume;
};
/// A first-level element of a bound stream.
struct FirstLevelElement {
  xml::Element element;
};
/// Nothing more will be read or written; the output ends with a closing tag. Comes once.
struct StreamEnded {
  std::optional<stanza::StreamError> error;  ///< nothing if the peer closed its stream in order
};
using StreamEvent = std::variant<StartTls, EarlyElement, LoginMade, BindWanted, ResumeWanted, FirstLevelElement, StreamEnded>;

enum class FirstOctets { Plain, Tls };

class ServerStream {
 public:
  /// The references must outlive the stream. With FirstOctets::Tls it waits for secured() before anything else.
  ServerStream(const ServerSettings& settings, Credentials& credentials, RandomSource& random, FirstOctets first, const Now& now);

  void receive(ByteView octets);
  void secured(TlsFacts facts);
  /// Ends the stream with connection-timeout if its login deadline has come.
  void timer(const Now& now);

  [[nodiscard]] std::optional<StreamEvent> next_event();
  /// When an unfinished login ends; nothing once a resource is bound.
  [[nodiscard]] std::optional<Instant> deadline() const;

  void send(const xml::Element& element);
  /// A first-level element that was written before, in the scope of jabber:client.
  void send_written(std::string_view text);
  enum class Begun {
    Nothing,  ///< the client binds a resource next
    Bound,    ///< elements are the owner's from now on
    Resumed,  ///< the same; no features are told (XEP-0198 section 6.2)
  };
  /// The answer to LoginMade: <success/>, and the features behind it. There is no new stream.
  void succeed(const stanza::sasl2::Success& success, Begun begun);
  /// The login cannot stand after all; another one may follow.
  void refuse_login(const SaslFailure& failure);
  /// The answer to BindWanted or ResumeWanted is sent: elements are the owner's from now on.
  void bound();
  /// Ends the stream with an error (RFC 6120 section 4.9): header if none was sent yet, error, closing tag.
  void fail(const stanza::StreamError& error);
  /// Ends the stream without error.
  void close();

  [[nodiscard]] Bytes take_output();
  [[nodiscard]] std::size_t output_octets() const { return output_.size(); }
  /// Counts the streams that were begun on this connection: it changes where earlier output may not be dropped without breaking the stream.
  [[nodiscard]] std::size_t streams() const { return streams_; }
  [[nodiscard]] const Facts& facts() const { return facts_; }
  /// What tokens can be had for on this connection (XEP-0484).
  [[nodiscard]] std::vector<std::string> token_mechanisms() const;
  /// Those that count as guesses, so far.
  [[nodiscard]] std::size_t failed_logins() const { return authentication_.failures() + authentication2_.failures(); }
  [[nodiscard]] bool is_ended() const { return phase_ == Phase::Ended; }

 private:
  enum class Phase { Opening, Negotiating, Securing, Binding, Bound, Ended };

  std::optional<StreamEvent> take(xml::StreamItem item);
  std::optional<StreamEvent> take_header(const xml::StreamOpened& opened);
  std::optional<StreamEvent> take_element(xml::Element element);
  std::optional<StreamEvent> negotiate(xml::Element element);
  std::optional<StreamEvent> start_tls();
  void authenticate(const xml::Element& element);
  std::optional<StreamEvent> authenticate2(const xml::Element& element);
  /// Why a login that begins is refused for now, if it is (MSG-23).
  [[nodiscard]] std::optional<SaslFailure> try_later(bool begins) const;
  /// Ends the stream of who goes on guessing.
  void limit_failures();
  std::optional<StreamEvent> bind(xml::Element element);
  /// An element of XEP-0198 before a resource is bound.
  std::optional<StreamEvent> resume(const xml::Element& element);
  void restart();
  void open(std::string_view to);
  void end(std::optional<stanza::StreamError> error);

  const ServerSettings& settings_;
  Credentials& credentials_;
  RandomSource& random_;
  Facts facts_;
  Phase phase_;
  xml::StreamReader reader_;
  Authentication authentication_;
  Authentication2 authentication2_;
  Bytes output_;
  std::size_t elements_before_login_ = 0;
  Instant login_deadline_;
  std::size_t streams_ = 0;
  bool header_sent_ = false;
  std::optional<StreamEnded> ended_;  // to be told once
};

}  // namespace assay::stream
