#include "reference/stream/client_stream.hpp"

#include <gtest/gtest.h>

#include "reference/stream/scripted_server.hpp"

namespace assay::stream {
namespace {

using Server = ScriptedServer;

class ClientStreamTest : public testing::Test {
 protected:
  explicit ClientStreamTest(ClientTls tls = ClientTls::StartTls) { config.domain = "example.org", config.tls = tls; }

  void start(bool with_login = true) {
    std::optional<Login> login;
    if (with_login) login = Login{Server::kUser, crypto::Secret(Bytes(Server::kPassword))};
    stream.emplace(config, random, std::move(login));
    give(Opened{{"example.org", 5222}, ""});
  }
  void give(const Event& event) {
    stream->handle(event, now);
    drain();
  }
  void say(std::string_view octets) { give(Received{octets}); }
  void drain() {
    while (auto output = stream->next_output()) {
      if (auto* write = std::get_if<WriteOctets>(&*output)) {
        written += write->octets;
        server.hear(write->octets);
      } else if (std::get_if<BeginTls>(&*output) != nullptr) {
        handshake = true;
      } else if (std::get_if<FinishWriting>(&*output) != nullptr) {
        finished = true;
      } else {
        cut = true;
        stream->handle(Closed{CloseReason::Local, {}}, now);
      }
    }
    while (auto event = stream->next_event()) {
      if (auto* end = std::get_if<ClientStreamEnded>(&*event)) ended = *end;
      if (auto* facts = std::get_if<StreamBound>(&*event)) bound = *facts;
      if (std::get_if<LoginAwaited>(&*event) != nullptr) login_awaited = true;
      if (auto* stanza = std::get_if<StanzaReceived>(&*event)) stanzas.push_back(stanza->element);
    }
  }
  void secure() {
    say(Server::header() + Server::tls_features());
    EXPECT_TRUE(server.next().is("urn:ietf:params:xml:ns:xmpp-tls", "starttls"));
    say(Server::proceed());
    ASSERT_TRUE(handshake);
    TlsFacts facts;
    facts.version = "TLSv1.3";
    facts.exporter = Bytes(32, 'e');
    give(Secured{facts});
  }
  void authenticate() {
    say(Server::header() + Server::login_features());
    say(server.challenge(server.next()));
    say(server.success(server.next()));
  }
  /// Ends the connection as a peer that follows does; the outcome.
  ClientAbort outcome() {
    if (!ended) give(Closed{CloseReason::Finished, {}});
    return ended ? ended->reason : ClientAbort::ClosedByUs;
  }
  [[nodiscard]] bool credentials_shown() const { return written.find("<auth") != std::string::npos; }

  ClientStreamConfig config;
  KeyedRandom random{1, "stream"};
  Now now{};
  Server server;
  std::optional<ClientStream> stream;
  std::string written;
  bool handshake = false, finished = false, cut = false, login_awaited = false;
  std::optional<StreamBound> bound;
  std::optional<ClientStreamEnded> ended;
  std::vector<xml::Element> stanzas;
};

TEST_F(ClientStreamTest, GoesFromOpeningToBound) {
  start();
  secure();
  authenticate();
  EXPECT_TRUE(server.proof_was_valid);
  say(Server::header() + Server::bound_features());
  say(Server::bind_result(server.next()));
  EXPECT_FALSE(bound);
  EXPECT_TRUE(server.next().is("urn:cxmpp:ack:1", "enable"));
  say(Server::enabled());
  ASSERT_TRUE(bound);
  EXPECT_EQ(bound->address.text(), "12025550101@example.org/phone");
  EXPECT_TRUE(bound->acknowledges);
  EXPECT_EQ(server.headers, 3);
  EXPECT_FALSE(stream->next_deadline());
  say("<message from='a@b'><body>hi</body></message>");
  ASSERT_EQ(stanzas.size(), 1U);
  stream->close(ClientAbort::ClosedByUs, now);
  drain();
  EXPECT_TRUE(server.closed && finished);
  EXPECT_EQ(outcome(), ClientAbort::ClosedByUs);
}

TEST_F(ClientStreamTest, SurvivesAnySplitOfTheServersOctets) {
  const auto in_octets = [&](const std::string& text) {
    for (const char c : text) say(std::string_view(&c, 1));
  };
  start();
  in_octets(Server::header() + Server::tls_features());
  in_octets(Server::proceed());
  ASSERT_TRUE(handshake);
  give(Secured{});
  server.next();
  in_octets(Server::header() + Server::login_features());
  in_octets(server.challenge(server.next()));
  in_octets(server.success(server.next()));
  in_octets(Server::header() + Server::bound_features_without_ack());
  in_octets(Server::bind_result(server.next()));
  ASSERT_TRUE(bound);
  EXPECT_FALSE(bound->acknowledges);
}

TEST_F(ClientStreamTest, WaitsForALoginIfItHasNone) {
  start(false);
  secure();
  say(Server::header() + Server::login_features());
  EXPECT_TRUE(login_awaited);
  EXPECT_TRUE(stream->features().registration->tls_exporter);
  EXPECT_FALSE(stream->next_deadline());
  stream->login({Server::kUser, crypto::Secret(Bytes(Server::kPassword))}, now);
  drain();
  EXPECT_EQ(server.next().attribute("mechanism"), "SCRAM-SHA-256");
}

// T6 and its kin: whoever sits in between must not get the client to talk in the clear.
TEST_F(ClientStreamTest, EndsWithoutCredentialsIfTlsIsNotOffered) {
  start();
  say(Server::header() + Server::login_features());
  EXPECT_EQ(outcome(), ClientAbort::TlsNotOffered);
  EXPECT_FALSE(credentials_shown());
}

TEST_F(ClientStreamTest, EndsWithoutCredentialsIfTlsIsRefused) {
  start();
  say(Server::header() + Server::tls_features());
  say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  EXPECT_EQ(outcome(), ClientAbort::TlsNotOffered);
  EXPECT_FALSE(credentials_shown());
}

class InjectedOctets : public ClientStreamTest, public testing::WithParamInterface<const char*> {};

TEST_P(InjectedOctets, BehindProceedEndTheStream) {
  start();
  say(Server::header() + Server::tls_features());
  say(Server::proceed() + GetParam());
  EXPECT_EQ(outcome(), ClientAbort::OctetsBeforeTls);
  EXPECT_TRUE(cut);
  EXPECT_FALSE(credentials_shown());
}

TEST_P(InjectedOctets, BetweenProceedAndTheHandshakeEndTheStream) {
  start();
  say(Server::header() + Server::tls_features());
  say(Server::proceed());
  say(GetParam());
  EXPECT_EQ(outcome(), ClientAbort::OctetsBeforeTls);
}

INSTANTIATE_TEST_SUITE_P(All, InjectedOctets, testing::Values(" ", "<stream:features/>", "<iq type='set' id='1'", "\x16\x03"));

TEST_F(ClientStreamTest, DoesNotBelieveFeaturesFromBeforeTls) {
  start();
  say(Server::header() +
      "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
      "<mechanism>PLAIN</mechanism></mechanisms></stream:features>");
  server.next();
  say(Server::proceed());
  give(Secured{});
  say(Server::header() + Server::login_features({"SCRAM-SHA-1"}));
  EXPECT_EQ(server.next().attribute("mechanism"), "SCRAM-SHA-1");
}

struct Choice {
  std::vector<std::string> offered;
  bool allow_plain;
  const char* chosen;
};
class MechanismChoice : public ClientStreamTest, public testing::WithParamInterface<Choice> {};

TEST_P(MechanismChoice, IsTheStrongest) {
  config.allow_plain = GetParam().allow_plain;
  start();
  secure();
  say(Server::header() + Server::login_features(GetParam().offered));
  EXPECT_EQ(server.next().attribute("mechanism"), GetParam().chosen);
  if (std::string_view(GetParam().chosen).empty()) {
    EXPECT_EQ(outcome(), ClientAbort::NoMechanism);
  }
}

INSTANTIATE_TEST_SUITE_P(All, MechanismChoice,
                         testing::Values(Choice{{"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"}, true, "SCRAM-SHA-256"},
                                         Choice{{"PLAIN", "SCRAM-SHA-1"}, true, "SCRAM-SHA-1"}, Choice{{"PLAIN", "X"}, true, "PLAIN"},
                                         Choice{{"PLAIN", "X"}, false, ""}, Choice{{"SCRAM-SHA-256-PLUS"}, true, "SCRAM-SHA-256-PLUS"},
                                         Choice{{"SCRAM-SHA-512-PLUS"}, true, ""}));

class PlaintextStream : public ClientStreamTest {
 protected:
  PlaintextStream() : ClientStreamTest(ClientTls::None) {}
};

TEST_F(PlaintextStream, NeverShowsThePassword) {
  config.allow_plain = true;
  start();
  say(Server::header() + Server::login_features({"PLAIN"}));
  EXPECT_EQ(outcome(), ClientAbort::NoMechanism);
  EXPECT_FALSE(credentials_shown());
}

class DirectStream : public ClientStreamTest {
 protected:
  DirectStream() : ClientStreamTest(ClientTls::Direct) {}
};

TEST_F(DirectStream, SaysNothingBeforeTheHandshake) {
  start();
  EXPECT_TRUE(handshake);
  EXPECT_EQ(written, "");
  give(Secured{});
  say(Server::header() + Server::login_features());
  EXPECT_TRUE(credentials_shown());
}

// A7: a server that does not know the password, or wants us to work for nothing or not enough.
TEST_F(ClientStreamTest, RefusesIterationCountsOutOfBounds) {
  for (const std::uint32_t iterations : {1U, 4095U, 1'000'001U}) {
    SCOPED_TRACE(iterations);
    ClientScram scram(crypto::HashName::Sha256, {Server::kUser, crypto::Secret(Bytes("x"))}, {}, "nonce", nullptr);
    crypto::ScramServerFirst first{"nonce+", "salt", iterations};
    const auto answer = scram.answer(first.write());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, ClientAbort::WeakScram);
    EXPECT_FALSE(scram.is_answered());
  }
}

TEST_F(ClientStreamTest, AbortsSaslAtTooFewIterations) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  say(server.challenge(server.next(), 1));
  EXPECT_TRUE(server.next().is("urn:ietf:params:xml:ns:xmpp-sasl", "abort"));
  EXPECT_EQ(outcome(), ClientAbort::WeakScram);
}

TEST_F(ClientStreamTest, RefusesANonceThatIsNotItsOwn) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  say(server.challenge(server.next(), 4096, true));
  EXPECT_EQ(outcome(), ClientAbort::ServerNotAuthentic);
}

TEST_F(ClientStreamTest, RefusesANonceWithoutTheServersPart) {
  ClientScram scram(crypto::HashName::Sha256, {Server::kUser, crypto::Secret(Bytes("x"))}, {}, "nonce", nullptr);
  EXPECT_EQ(scram.answer("r=nonce,s=c2FsdA==,i=4096").error().reason, ClientAbort::ServerNotAuthentic);
}

TEST_F(ClientStreamTest, RefusesAWrongServerSignature) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  say(server.challenge(server.next()));
  Bytes signature = server.signature(server.next());
  signature.front() = static_cast<char>(signature.front() ^ 1);
  say(xml::write(stanza::sasl::success(crypto::ScramServerFinal{signature, {}}.write())));
  EXPECT_EQ(outcome(), ClientAbort::ServerNotAuthentic);
  EXPECT_EQ(server.headers, 2);
}

TEST_F(ClientStreamTest, RefusesSuccessWithoutASignature) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  server.next();
  say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  EXPECT_EQ(outcome(), ClientAbort::ServerNotAuthentic);
}

TEST_F(ClientStreamTest, TakesTheServerSignatureFromAChallengeToo) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  say(server.challenge(server.next()));
  say(xml::write(stanza::sasl::challenge(crypto::ScramServerFinal{server.signature(server.next()), {}}.write())));
  EXPECT_TRUE(server.next().is("urn:ietf:params:xml:ns:xmpp-sasl", "response"));
  say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  EXPECT_EQ(server.headers, 3);
}

TEST_F(ClientStreamTest, TellsARefusedLogin) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
  EXPECT_EQ(outcome(), ClientAbort::LoginRefused);
  EXPECT_EQ(ended->condition, "not-authorized");
  EXPECT_FALSE(may_retry(ended->reason));
}

TEST_F(ClientStreamTest, TriesLaterIfTheLoginFailsForNow) {
  start();
  secure();
  say(Server::header() + Server::login_features());
  say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/></failure>");
  EXPECT_TRUE(may_retry(outcome()));
}

TEST_F(ClientStreamTest, EndsAtMalformedAndForbiddenXml) {
  for (const char* octets : {"<a></b>", "<!-- hello -->", "<?php ?>", "<!DOCTYPE a>", "<a>&foo;</a>"}) {
    SCOPED_TRACE(octets);
    ClientStreamTest::ended.reset();
    start();
    say(Server::header() + octets);
    EXPECT_EQ(outcome(), ClientAbort::MalformedStream);
    EXPECT_NE(written.find("<stream:error>"), std::string::npos);
  }
}

TEST_F(ClientStreamTest, EndsAtAWrongHeader) {
  for (const std::string& header :
       {Server::header("evil.example"), Server::header("example.org", "0.9"), Server::header("example.org", "x"),
        std::string("<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' "
                    "version='1.0' from='example.org'>")}) {
    SCOPED_TRACE(header);
    ended.reset();
    start();
    say(header + Server::tls_features());
    EXPECT_EQ(outcome(), ClientAbort::WrongStreamHeader);
    EXPECT_FALSE(handshake);
  }
}

TEST_F(ClientStreamTest, LimitsWhatAServerSendsBeforeLogin) {
  start();
  say(Server::header() + "<stream:features><x xmlns='" + std::string(20'000, 'x') + "'/>");
  EXPECT_EQ(outcome(), ClientAbort::MalformedStream);
}

TEST_F(ClientStreamTest, RefusesAnAddressOfAnotherDomain) {
  start();
  secure();
  authenticate();
  say(Server::header() + Server::bound_features());
  say(Server::bind_result(server.next(), "12025550101@evil.example/phone"));
  EXPECT_EQ(outcome(), ClientAbort::BindRefused);
}

TEST_F(ClientStreamTest, IgnoresABindResultWithAForeignId) {
  start();
  secure();
  authenticate();
  say(Server::header() + Server::bound_features());
  xml::Element forged = server.next();
  forged.set_attribute("id", "guessed");
  say(Server::bind_result(forged));
  EXPECT_FALSE(bound);
  EXPECT_EQ(outcome(), ClientAbort::UnexpectedElement);
}

TEST_F(ClientStreamTest, KnowsThatItWasReplaced) {
  start();
  secure();
  say(Server::header() +
      "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><replaced xmlns='urn:cxmpp:errors:1'/></stream:error>");
  EXPECT_EQ(outcome(), ClientAbort::Replaced);
  EXPECT_FALSE(may_retry(ended->reason));
}

TEST_F(ClientStreamTest, ComesBackAfterAShutdown) {
  start();
  say(Server::header() + "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
  EXPECT_EQ(outcome(), ClientAbort::ServerUnavailable);
}

TEST_F(ClientStreamTest, GivesUpOnASilentServer) {
  start();
  ASSERT_TRUE(stream->next_deadline());
  now.monotonic = *stream->next_deadline();
  stream->timer(now);
  drain();
  EXPECT_EQ(outcome(), ClientAbort::TimedOut);
}

TEST_F(ClientStreamTest, CutsAPeerThatDoesNotClose) {
  start();
  stream->close(ClientAbort::ClosedByUs, now);
  drain();
  EXPECT_FALSE(cut);
  now.monotonic = *stream->next_deadline();
  stream->timer(now);
  drain();
  EXPECT_TRUE(cut);
  EXPECT_EQ(outcome(), ClientAbort::ClosedByUs);
}

// What the client says of channel binding to a server with these mechanisms and these types (XEP-0440).
class BindingClient : public ClientStreamTest {
 protected:
  std::string says(const std::vector<std::string>& mechanisms, const char* types) {
    server = {};
    start();
    secure();
    std::string features = Server::login_features(mechanisms);
    if (types) features.insert(features.find("</stream:features>"), types);
    say(Server::header() + features);
    auth = server.next();
    const auto first = crypto::parse_client_first(*stanza::sasl::Payload::of(auth).octets);
    return std::string(auth.attribute("mechanism")) + " " + first->gs2_text;
  }
  static constexpr const char* kExporter =
      "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-unique'/><channel-binding type='tls-exporter'/>"
      "</sasl-channel-binding>";
  static constexpr const char* kUnique =
      "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-unique'/></sasl-channel-binding>";
  xml::Element auth;
};

TEST_F(BindingClient, BindsByATypeThatBothHave) {
  EXPECT_EQ(says({"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}, kExporter), "SCRAM-SHA-256-PLUS p=tls-exporter,,");
  server.binding = Bytes(32, 'e');
  say(server.challenge(auth));
  say(server.success(server.next()));
  EXPECT_TRUE(server.proof_was_valid);
  EXPECT_EQ(says({"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256"}, nullptr), "SCRAM-SHA-1-PLUS p=tls-exporter,,");
}

TEST_F(BindingClient, SaysThatItCouldIfTheServerSeemsUnable) {
  EXPECT_EQ(says({"SCRAM-SHA-256"}, nullptr), "SCRAM-SHA-256 y,,");
  EXPECT_EQ(says({"SCRAM-SHA-256"}, kExporter), "SCRAM-SHA-256 y,,");
}

TEST_F(BindingClient, SaysNothingOfTheKindIfTheServerOffersItWithOtherTypes) {
  EXPECT_EQ(says({"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}, kUnique), "SCRAM-SHA-256 n,,");
}

TEST_F(ClientStreamTest, TellsHowTheConnectionEnded) {
  for (const auto& [closed, reason] :
       {std::pair(CloseReason::Refused, ClientAbort::Refused), std::pair(CloseReason::Reset, ClientAbort::Cut),
        std::pair(CloseReason::TlsFailed, ClientAbort::TlsFailed)}) {
    ended.reset();
    start();
    give(Closed{closed, "detail"});
    EXPECT_EQ(outcome(), reason);
  }
}

}  // namespace
}  // namespace assay::stream
