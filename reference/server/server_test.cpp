#include "reference/server/server.hpp"

#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ServerTest : public testing::Test {
 protected:
  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(ServerTest, StartTlsThenDirectTlsGiveTheSameFeatures) {
  const Conn conn = world.open("c2s");
  EXPECT_THAT(world.ask(conn, kHeader), AllOf(HasSubstr("<required/>"), Not(HasSubstr("mechanism"))));
  const std::string proceed = world.ask(conn, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  EXPECT_THAT(proceed, HasSubstr("<proceed"));
  EXPECT_EQ(world.ask(conn, kHeader), world.ask(world.open("c2s-tls"), kHeader));
}

TEST_F(ServerTest, AnswersPingDiscoVersionAndSession) {
  alice.appear();
  EXPECT_EQ(alice.ask("<iq type='get' id='1' to='example.org'><ping xmlns='urn:xmpp:ping'/></iq>"),
            "<iq type='result' id='1' to='" + alice.full() + "' from='example.org'/>\n");
  EXPECT_THAT(alice.ask("<iq type='get' id='2' to='example.org'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"),
              AllOf(HasSubstr("category='server' type='im'"), HasSubstr("urn:xmpp:ping"), HasSubstr("urn:cxmpp:contacts:1")));
  EXPECT_THAT(alice.ask("<iq type='get' id='3'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>"), HasSubstr(alice.full()));
  EXPECT_THAT(alice.ask("<iq type='get' id='4' to='example.org'><query xmlns='jabber:iq:version'/></iq>"), HasSubstr("<name>assay"));
  EXPECT_THAT(alice.ask("<iq type='set' id='5'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>"), HasSubstr("type='result'"));
  EXPECT_THAT(alice.ask("<iq type='set' id='6'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"), HasSubstr("<not-allowed"));
}

TEST_F(ServerTest, RefusesBadAndUnknownIqs) {
  alice.appear();
  bob.appear();
  EXPECT_THAT(alice.ask("<iq type='get' id='1'><query xmlns='urn:unknown'/></iq>"), HasSubstr("<service-unavailable"));
  EXPECT_THAT(alice.ask("<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>"), HasSubstr("<bad-request"));
  EXPECT_THAT(alice.ask("<iq type='odd' id='1'><ping xmlns='urn:xmpp:ping'/></iq>"), HasSubstr("<bad-request"));
  EXPECT_THAT(alice.ask("<iq type='get' id='1'/>"), HasSubstr("<bad-request"));
  EXPECT_THAT(alice.ask("<iq type='get' id='1' to='" + bob.bare() + "'><ping xmlns='urn:xmpp:ping'/></iq>"),
              HasSubstr("<service-unavailable"));
  EXPECT_THAT(alice.ask("<iq type='get' id='1' to='x@other.example'><ping xmlns='urn:xmpp:ping'/></iq>"),
              HasSubstr("<remote-server-not-found"));
  EXPECT_THAT(alice.ask("<iq type='get' id='1' to='" + bob.bare() + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"),
              HasSubstr("<service-unavailable"));
  EXPECT_EQ(alice.ask("<iq type='error' id='1' to='example.org'/>"), "");
}

TEST_F(ServerTest, RoutesIqsBetweenClients) {
  alice.appear();
  bob.appear();
  alice.ask("<iq type='get' id='q' to='" + bob.full() + "'><query xmlns='urn:theirs'/></iq>");
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("from='" + alice.full() + "'"), HasSubstr("urn:theirs")));
  bob.ask("<iq type='result' id='q' to='" + alice.full() + "'/>");
  EXPECT_EQ(alice.all(), "<iq type='result' id='q' to='" + alice.full() + "' from='" + bob.full() + "'/>\n");
  EXPECT_THAT(alice.ask("<iq type='get' id='q' to='" + bob.bare() + "/gone'><query xmlns='urn:theirs'/></iq>"),
              HasSubstr("<service-unavailable"));
}

TEST_F(ServerTest, StrangeElementsAndForeignFromsEndTheStream) {
  alice.appear();
  EXPECT_THAT(alice.ask("<message from='" + bob.bare() + "' to='" + bob.bare() + "'/>"), HasSubstr("<invalid-from"));
  EXPECT_TRUE(alice.wire().finished);
  alice.connect();
  EXPECT_THAT(alice.ask("<strange xmlns='urn:strange'/>"), HasSubstr("<unsupported-stanza-type"));
}

TEST_F(ServerTest, ReconnectingReplacesTheGhost) {
  alice.appear();
  const Conn ghost = alice.conn;
  alice.come_online();
  EXPECT_THAT(world.all(ghost), AllOf(HasSubstr("<conflict"), Not(HasSubstr("replaced"))));
  EXPECT_EQ(world.server->sessions(), 1U);
  world.config.limits.resources = 1;
  world.crash();
  world.start();
  alice.come_online();
  Phone tablet{world, "+12025550101"};
  tablet.token = alice.token;
  tablet.resource = "tablet";
  const Conn conn = world.open();
  world.ask(conn, kHeader);
  const std::string zero(1, '\0');
  world.ask(conn, xml::write(stanza::sasl::auth("PLAIN", zero + alice.digits() + zero + alice.token)));
  world.ask(conn, kHeader);
  EXPECT_THAT(world.ask(conn, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"),
              HasSubstr("<resource-constraint"));
}

TEST_F(ServerTest, IdleConnectionsAndSilentPeersAreEnded) {
  const Conn conn = world.open();
  EXPECT_EQ(world.server->next_deadline(), world.now.monotonic + world.config.limits.login_time);
  world.ask(conn, kHeader);
  world.pass(world.config.limits.login_time);
  EXPECT_THAT(world.all(conn), HasSubstr("<connection-timeout"));
  EXPECT_GT(world.server->next_deadline(), world.now.monotonic + std::chrono::minutes{50}) << "the hour alone, when mailboxes are looked at";
  EXPECT_EQ(world.server->connections(), 0U);
}

TEST_F(ServerTest, AnEndedConnectionWhosePeerStaysIsCut) {
  world.start();
  Server& server = *world.server;
  server.handle(Conn{1}, Opened{{"192.0.2.1", 1}, "c2s"}, world.now);
  server.handle(Conn{1}, Received{"GET / HTTP/1.1\r\n"}, world.now);
  server.end_turn(world.now);
  bool finished = false;
  while (const auto action = server.next_action()) finished = finished || std::holds_alternative<Finish>(*action);
  EXPECT_TRUE(finished);
  ASSERT_TRUE(server.next_deadline());
  world.now.monotonic = *server.next_deadline();
  server.timer(world.now);
  server.end_turn(world.now);
  const auto action = server.next_action();
  ASSERT_TRUE(action);
  EXPECT_TRUE(std::holds_alternative<Abort>(*action));
  server.handle(Conn{1}, Closed{CloseReason::Local, {}}, world.now);
  EXPECT_EQ(server.connections(), 0U);
}

TEST_F(ServerTest, ConnectionsHaveALimit) {
  world.config.limits.connections = 1;
  world.open();
  EXPECT_TRUE(world.wires.at(world.open()).aborted);
}

TEST_F(ServerTest, ConnectionsOfOneAddressHaveALimit) {
  world.config.limits.connections_per_address = 2;
  const Conn first = world.open();
  EXPECT_FALSE(world.wires.at(world.open()).aborted);
  EXPECT_TRUE(world.wires.at(world.open()).aborted);
  EXPECT_TRUE(world.wires.at(world.open()).aborted);
  EXPECT_FALSE(world.wires.at(world.open("c2s", "192.0.2.2")).aborted);
  EXPECT_THAT(world.log.lines, HasSubstr("192.0.2.1 has 2 (limit connections_per_address)\n"));
  EXPECT_EQ(world.log.lines.find("refused"), world.log.lines.rfind("refused"));  // once a minute
  world.give(first, Closed{CloseReason::Reset, {}});
  EXPECT_FALSE(world.wires.at(world.open()).aborted);
}

TEST_F(ServerTest, FailedLoginsAreLoggedAndAFloodOfThemIsCounted) {
  const auto fail_once = [&] {
    const Conn conn = world.open();
    world.ask(conn, fake::kHeader);
    const std::string zero(1, '\0');
    world.ask(conn, xml::write(stanza::sasl::auth("PLAIN", zero + "12025550199" + zero + "a guess")));
    world.give(conn, Closed{CloseReason::Reset, {}});
  };
  const auto said = [&] {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = world.log.lines.find("a login failed\n", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  fail_once();
  EXPECT_EQ(said(), 1U);
  for (int i = 0; i < 29; ++i) fail_once();
  EXPECT_EQ(said(), 20U);
  world.pass(std::chrono::minutes{1});
  fail_once();
  EXPECT_THAT(world.log.lines, HasSubstr("10 more logins failed\na login failed\n"));
  EXPECT_EQ(world.log.lines.find("12025550199"), std::string::npos);
  EXPECT_EQ(world.log.lines.find("a guess"), std::string::npos);
}

TEST_F(ServerTest, ShuttingDownEndsAllStreamsAndRefusesNewOnes) {
  alice.appear();
  bob.appear();
  const Conn stranger = world.open();
  world.ask(stranger, kHeader);
  alice.message(bob, "m1", "before the end");
  bob.all();
  world.server->shut_down(world.now);
  world.end_turn();
  for (const Conn conn : {alice.conn, bob.conn, stranger}) {
    EXPECT_THAT(world.all(conn), HasSubstr("<system-shutdown"));
    EXPECT_TRUE(world.wires.at(conn).finished);
  }
  EXPECT_EQ(world.server->sessions(), 0U);
  EXPECT_EQ(world.server->connections(), 0U);
  EXPECT_TRUE(world.wires.at(world.open()).aborted);
  // What was not acknowledged waits for whoever comes back.
  world.crash();
  world.start();
  bob.come_online();
  EXPECT_THAT(bob.all(), HasSubstr("before the end"));
}

TEST_F(ServerTest, TheLogTellsOfConnectionsAndOfNoSecrets) {
  alice.appear();
  bob.appear();
  alice.message(bob, "m1", "CANARY");
  alice.ask("<iq type='set' id='c'><match xmlns='urn:cxmpp:contacts:1'><number>+12025550177</number></match></iq>");
  for (const char* part : {"opened on c2s-tls", "TLSv1.3", "logged in as *01", "session begins", "closed: "}) {
    EXPECT_THAT(world.log.lines, HasSubstr(part));
  }
  for (const std::string& secret : {alice.token, alice.code(), bob.token, std::string{"CANARY"}, std::string{"2025550177"}, std::string{"2025550101"}}) {
    ASSERT_FALSE(secret.empty());
    EXPECT_THAT(world.log.lines, Not(HasSubstr(secret)));
  }
}

TEST_F(ServerTest, NothingLeavesBeforeTheTurnEnds) {
  alice.appear();
  bob.appear();
  world.server->handle(alice.conn, Received{"<message id='m' type='chat' to='" + bob.bare() + "'><body>x</body></message>"}, world.now);
  EXPECT_EQ(world.server->next_action(), std::nullopt);
  const int commits = world.store.commits;
  world.end_turn();
  EXPECT_GE(world.store.commits, commits + 1);
  EXPECT_THAT(alice.all(), HasSubstr("<ack"));
}

TEST_F(ServerTest, AFullDiskIsNamedAndTheServerGoesOn) {
  alice.appear();
  world.store.failures = 3;
  world.store.kind = store::StoreFault::Kind::Full;
  alice.say("<presence/>");
  EXPECT_EQ(world.server->sessions(), 0U);
  EXPECT_THAT(world.log.lines, HasSubstr("told to fail"));
  world.store.failures = 0;
  alice.come_online();
  EXPECT_THAT(alice.all(), HasSubstr("<end"));
}

TEST_F(ServerTest, UnknownNamesGetChallengesLikeKnownOnes) {
  alice.register_number();
  const auto challenge = [&](const std::string& name) {
    const Conn conn = world.open();
    world.ask(conn, kHeader);
    world.say(conn, xml::write(stanza::sasl::auth("SCRAM-SHA-256", "n,,n=" + name + ",r=abc")));
    const std::string text = *stanza::sasl::Payload::of(*world.next_element(conn)).octets;
    return text.substr(text.find(",s="));
  };
  EXPECT_EQ(challenge("12025550199"), challenge("12025550199"));
  EXPECT_NE(challenge("12025550199"), challenge("12025550198"));
  EXPECT_EQ(challenge("12025550199").size(), challenge("12025550101").size());
}

}  // namespace
}  // namespace assay::server
