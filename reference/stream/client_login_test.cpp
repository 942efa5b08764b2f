// Logins of a client by SASL2, Bind 2 and tokens (XEP-0388, XEP-0386, XEP-0484), and what becomes of one that the server does not take.

#include <gtest/gtest.h>

#include "reference/crypto/hashed_token.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/bind2.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stream/client_stream.hpp"
#include "reference/stream/scripted_server.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

using Server = ScriptedServer;
namespace sasl2 = stanza::sasl2;

constexpr const char* kClientAgent = "d4565fa7-4d72-4749-b3d3-740edbf87770";
constexpr const char* kToken = "a token of the day before";
constexpr const char* kAddress = "12025550101@example.org/phone";

class ClientLoginTest : public testing::Test {
 protected:
  void start(bool with_token) {
    ClientStreamConfig config;
    config.domain = "example.org";
    config.user_agent = kClientAgent;
    Login login{Server::kUser, crypto::Secret(Bytes(Server::kPassword)), {}};
    if (with_token) login.token = KnownToken{"HT-SHA-256-EXPR", crypto::Secret(Bytes(kToken)), 3};
    stream.emplace(std::move(config), random, std::move(login));
    give(Opened{{"example.org", 5222}, ""});
    say(Server::header() + Server::tls_features());
    (void)server.next();
    say(Server::proceed());
    TlsFacts facts;
    facts.version = "TLSv1.3";
    facts.exporter = Bytes(32, 'e');
    give(Secured{facts});
  }
  void give(const Event& event) {
    stream->handle(event, now);
    while (auto output = stream->next_output()) {
      if (auto* write = std::get_if<WriteOctets>(&*output)) server.hear(write->octets);
    }
    while (auto event_out = stream->next_event()) {
      if (auto* end = std::get_if<ClientStreamEnded>(&*event_out)) ended = *end;
      if (auto* facts = std::get_if<StreamBound>(&*event_out)) bound = *facts;
      if (auto* token = std::get_if<TokenGiven>(&*event_out)) given = token->token.copy();
      token_refused = token_refused || std::holds_alternative<TokenRefused>(*event_out);
    }
  }
  void say(std::string_view octets) { give(Received{octets}); }
  void say(const xml::Element& element) { say(xml::write(element)); }
  sasl2::Authenticate authenticate() {
    auto request = sasl2::Authenticate::parse(server.next());
    return request ? *request : sasl2::Authenticate{};
  }

  static std::string features(const std::vector<std::string>& token_mechanisms = {"HT-SHA-256-NONE", "HT-SHA-256-EXPR"}) {
    std::vector<xml::Element> inlined{stanza::bind2::Feature{{stanza::ack::kNs}}.write()};
    if (!token_mechanisms.empty()) inlined.push_back(stanza::fast::Feature{token_mechanisms}.write());
    return "<stream:features>" + xml::write(sasl2::Feature{{"SCRAM-SHA-256"}, std::move(inlined)}.write()) + "</stream:features>";
  }
  static xml::Element success(const Bytes& proof, std::vector<xml::Element> more = {}) {
    more.insert(more.begin(), stanza::bind2::Bound{{stanza::ack::enabled()}}.write());
    return sasl2::Success{proof, kAddress, std::move(more)}.write();
  }
  static Bytes octets_in(const std::string& sasl) {
    return *stanza::sasl::Payload::of(std::get<xml::Element>(xml::parse(sasl, xml::ns::kClient, {}))).octets;
  }
  /// The server's half of a login by password, as far as its proof.
  Bytes proof_after(const sasl2::Authenticate& request) {
    say(sasl2::challenge(octets_in(server.challenge(stanza::sasl::auth(request.mechanism, *request.initial_response)))));
    return octets_in(server.success(stanza::sasl::response(*sasl2::octets_of(server.next()))));
  }
  [[nodiscard]] static Bytes token_proof() { return crypto::responder_hash(kToken, Bytes(32, 'e')); }
  ClientAbort outcome() {
    if (!ended) give(Closed{CloseReason::Finished, {}});
    return ended->reason;
  }

  KeyedRandom random{1, "stream"};
  Now now{};
  Server server;
  std::optional<ClientStream> stream;
  std::optional<StreamBound> bound;
  std::optional<ClientStreamEnded> ended;
  std::optional<crypto::Secret> given;
  bool token_refused = false;
};

TEST_F(ClientLoginTest, ByPasswordBindsOnTheWayAndAsksForAToken) {
  start(false);
  say(Server::header() + features());
  const sasl2::Authenticate request = authenticate();
  EXPECT_EQ(request.mechanism, "SCRAM-SHA-256");
  EXPECT_EQ(request.user_agent->id, kClientAgent);
  const auto* wish = request.find(stanza::fast::kNs, "request-token");
  ASSERT_NE(wish, nullptr);
  EXPECT_EQ(wish->attribute("mechanism"), "HT-SHA-256-EXPR");  // the connection can be bound to
  const Bytes proof = proof_after(request);
  EXPECT_TRUE(server.proof_was_valid);
  say(success(proof, {stanza::fast::Token{"the next one", now.wall}.write()}));
  ASSERT_TRUE(bound && given);
  EXPECT_EQ(bound->address.text(), kAddress);
  EXPECT_TRUE(bound->acknowledges);
  EXPECT_EQ(given->reveal(), "the next one");
  say("<stream:features/>");
  EXPECT_FALSE(ended);
  EXPECT_EQ(server.headers, 2);
}

TEST_F(ClientLoginTest, ByTokenIsOneFlight) {
  start(true);
  const sasl2::Authenticate request = authenticate();  // the server has said nothing yet inside TLS
  EXPECT_EQ(request.mechanism, "HT-SHA-256-EXPR");
  EXPECT_NE(request.find(stanza::bind2::kNs, "bind"), nullptr);
  const auto use = stanza::fast::Use::parse(*request.find(stanza::fast::kNs, "fast"));
  EXPECT_EQ(use->count, 3U);
  say(Server::header() + features());
  say(success(token_proof()));
  ASSERT_TRUE(bound);
  EXPECT_TRUE(bound->acknowledges);
}

TEST_F(ClientLoginTest, LeavesWhoDoesNotKnowItsToken) {
  for (const std::optional<Bytes>& proof : {std::optional(Bytes(32, 'x')), std::optional<Bytes>()}) {
    start(true);
    say(Server::header() + features());
    say(sasl2::Success{proof, kAddress, {}}.write());
    EXPECT_EQ(outcome(), ClientAbort::ServerNotAuthentic);
    EXPECT_FALSE(bound);
    ended.reset();
  }
}

TEST_F(ClientLoginTest, GoesOnByPasswordWhereItsTokenIsRefused) {
  start(true);
  (void)authenticate();
  say(Server::header() + features());
  say(sasl2::Failure{"not-authorized", "bad-token", {}}.write());
  EXPECT_TRUE(token_refused);
  const sasl2::Authenticate request = authenticate();
  EXPECT_EQ(request.mechanism, "SCRAM-SHA-256");
  EXPECT_NE(request.find(stanza::fast::kNs, "request-token"), nullptr);
  const Bytes proof = proof_after(request);
  say(success(proof));
  EXPECT_TRUE(bound);
}

// What is offered no more is not waited for: such a server may answer with anything.
TEST_F(ClientLoginTest, LeavesAServerThatTakesNoTokensAnyMore) {
  for (const std::string& offer : {Server::login_features(), features({}), features({"HT-SHA-256-NONE"})}) {
    start(true);
    (void)authenticate();
    token_refused = false;
    say(Server::header() + offer);
    EXPECT_TRUE(token_refused) << offer;
    EXPECT_EQ(outcome(), ClientAbort::TokenNotTaken) << offer;
    EXPECT_TRUE(may_retry(ended->reason));
    ended.reset();
  }
}

TEST_F(ClientLoginTest, DropsATokenThatEndsTheStream) {
  start(true);
  say(Server::header() + "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
  EXPECT_TRUE(token_refused);
  EXPECT_EQ(outcome(), ClientAbort::TokenNotTaken);

  ended.reset();
  token_refused = false;
  start(true);
  say(Server::header() + "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
  EXPECT_FALSE(token_refused);
  EXPECT_EQ(outcome(), ClientAbort::ServerUnavailable);
}

}  // namespace
}  // namespace assay::stream
