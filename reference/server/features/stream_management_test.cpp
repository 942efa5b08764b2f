#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class StreamManagement : public testing::Test {
 protected:
  StreamManagement() {
    alice.appear();
    bob.register_number();
  }

  /// Bob is online with a session that can be resumed; nothing of it is left to read.
  void manage(const std::string& attributes = " resume='true'") {
    bob.connect();
    const std::string enabled = bob.ask("<enable xmlns='urn:xmpp:sm:3'" + attributes + "/>");
    const std::size_t at = enabled.find(" id='");
    id = at == std::string::npos ? "" : enabled.substr(at + 5, enabled.find('\'', at + 5) - at - 5);
    bob.ask("<presence/>");
    answer(1);  // its own presence
  }
  std::string answer(int h) { return bob.ask("<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(h) + "'/>"); }
  std::string resume(Phone& phone, int h) {
    return phone.ask("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + std::to_string(h) + "'/>");
  }
  void say(const std::string& body) { alice.message(bob, "m-" + body, body); }
  /// The bodies in the order in which they came.
  static std::string bodies(const std::string& received) {
    std::string out;
    for (std::size_t at = received.find("<body>"); at != std::string::npos; at = received.find("<body>", at + 1)) {
      out += received.substr(at + 6, received.find("</body>", at) - at - 6) + " ";
    }
    return out;
  }
  /// What bob gets at a login without any of it.
  std::string bodies_of_next_login() {
    bob.resource = "another";
    bob.connect();
    return bodies(bob.ask("<presence/>"));
  }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  std::string id;
};

TEST_F(StreamManagement, CountsStanzasAndNothingElse) {
  bob.connect();
  EXPECT_EQ(bob.ask("<enable xmlns='urn:xmpp:sm:3'/>"), "<enabled xmlns='urn:xmpp:sm:3'/>\n");
  EXPECT_EQ(bob.ask("<r xmlns='urn:xmpp:sm:3'/>"), "<a xmlns='urn:xmpp:sm:3' h='0'/>\n");
  bob.ask("<presence/><message to='" + bob.bare() + "'/>");
  bob.ask("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq><enable xmlns='urn:cxmpp:ack:1'/>");
  EXPECT_EQ(bob.ask("<r xmlns='urn:xmpp:sm:3'/>"), "<a xmlns='urn:xmpp:sm:3' h='3'/>\n");
}

TEST_F(StreamManagement, RefusesWhatIsOutOfOrder) {
  bob.log_in();
  const std::string refused = "<failed xmlns='urn:xmpp:sm:3'><unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>\n";
  EXPECT_EQ(bob.ask("<enable xmlns='urn:xmpp:sm:3'/>"), refused);
  EXPECT_THAT(bob.ask("<resume xmlns='urn:xmpp:sm:3' previd='x'/>"), HasSubstr("<bad-request"));
  EXPECT_EQ(resume(bob, 0), "<failed xmlns='urn:xmpp:sm:3'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>\n");
  id = "x";
  EXPECT_EQ(resume(bob, 0), "<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>\n");
  EXPECT_THAT(bob.ask("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"), HasSubstr("<jid>"));
  EXPECT_EQ(bob.ask("<r xmlns='urn:xmpp:sm:3'/>"), refused);
  EXPECT_EQ(bob.ask("<a xmlns='urn:xmpp:sm:3' h='0'/>"), refused);
  EXPECT_THAT(bob.ask("<enable xmlns='urn:xmpp:sm:3' resume='maybe'/>"), HasSubstr("<bad-request"));
  EXPECT_THAT(bob.ask("<enable xmlns='urn:xmpp:sm:3'/>"), HasSubstr("<enabled"));
  EXPECT_EQ(bob.ask("<enable xmlns='urn:xmpp:sm:3'/>"), refused);
  EXPECT_EQ(resume(bob, 0), refused);
  EXPECT_THAT(bob.ask("<a xmlns='urn:xmpp:sm:3' h='x'/>"), HasSubstr("<bad-format"));
}

TEST_F(StreamManagement, EndlessFailedResumptionsEndTheStream) {
  bob.log_in();
  id = "x";
  std::string last;
  for (std::size_t i = 0; i <= world.config.limits.elements_before_login; ++i) last += resume(bob, 0);
  EXPECT_THAT(last, HasSubstr("<policy-violation"));
}

TEST_F(StreamManagement, GrantsNoMoreTimeThanTheLimit) {
  bob.connect();
  EXPECT_THAT(bob.ask("<enable xmlns='urn:xmpp:sm:3' resume='1' max='9999'/>"), AllOf(HasSubstr("resume='true'"), HasSubstr("max='300'")));
  bob.connect();
  EXPECT_THAT(bob.ask("<enable xmlns='urn:xmpp:sm:3' resume='true' max='10'/>"), HasSubstr("max='10'"));
}

TEST_F(StreamManagement, TooHighACountEndsTheStream) {
  manage();
  EXPECT_THAT(answer(2),
              AllOf(HasSubstr("<undefined-condition"), HasSubstr("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='2' send-count='1'/>")));
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), HasSubstr("<item-not-found"));
}

TEST_F(StreamManagement, AsksBehindAMessageAfterSomeStanzasOrARest) {
  manage();
  const std::string ping = "<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>";
  EXPECT_THAT(bob.ask(ping), Not(HasSubstr("<r ")));
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(bob.all(), "<r xmlns='urn:xmpp:sm:3'/>\n");
  answer(2);
  EXPECT_GT(world.server->next_deadline(), world.now.monotonic + std::chrono::minutes{5}) << "nothing was sent since";
  std::string last;
  for (int i = 0; i < 5; ++i) last = bob.ask(ping);
  EXPECT_THAT(last, HasSubstr("<r "));
  answer(7);
  say("x");
  EXPECT_THAT(bob.all(), HasSubstr("</message>\n<r "));
}

TEST_F(StreamManagement, WhatWasCountedLeavesTheMailboxAndNothingElseDoes) {
  manage();
  say("one");
  say("two");
  say("three");
  answer(3);
  bob.ask("</stream:stream>");
  EXPECT_EQ(bodies_of_next_login(), "three ");
}

TEST_F(StreamManagement, OnAStreamWithAcksTheIdDecides) {
  bob.connect();
  bob.enable_acks();
  bob.ask("<enable xmlns='urn:xmpp:sm:3'/><presence/>");
  say("counted");
  answer(2);
  bob.cut();
  EXPECT_EQ(bodies_of_next_login(), "counted ");
}

TEST_F(StreamManagement, AResumedSessionGoesOn) {
  Phone carol{world, "+12025550103", 'c'};
  carol.appear();
  manage();
  bob.ask("<presence to='" + carol.bare() + "'/>");
  carol.all();
  say("seen");
  say("lost");
  bob.all();
  bob.cut();
  EXPECT_EQ(world.server->sessions(), 3U);
  say("away");
  EXPECT_EQ(carol.all(), "");
  world.pass(std::chrono::seconds{299});
  bob.log_in();
  const std::string resumed = resume(bob, 2);
  EXPECT_THAT(resumed, StartsWith("<resumed xmlns='urn:xmpp:sm:3' previd='" + id + "' h='2'/>"));
  EXPECT_EQ(bodies(resumed), "lost away ");
  EXPECT_THAT(resumed, HasSubstr("<delay"));
  say("live");
  EXPECT_EQ(bodies(bob.all()), "live ");
  EXPECT_EQ(carol.all(), "");
  EXPECT_EQ(bob.ask("<r xmlns='urn:xmpp:sm:3'/>"), "<a xmlns='urn:xmpp:sm:3' h='2'/>\n");
  answer(5);
  bob.ask("</stream:stream>");
  EXPECT_THAT(carol.all(), HasSubstr("unavailable"));
  EXPECT_EQ(bodies_of_next_login(), "");
}

TEST_F(StreamManagement, AStreamThatIsOnlyFinishedCanBeResumed) {
  manage();
  world.give(bob.conn, PeerFinished{});
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), StartsWith("<resumed"));
}

TEST_F(StreamManagement, AClosedStreamCannot) {
  manage();
  bob.ask("</stream:stream>");
  EXPECT_EQ(world.server->sessions(), 1U);
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), HasSubstr("<item-not-found"));
}

TEST_F(StreamManagement, WithoutResumptionTheSessionEndsWithItsConnection) {
  manage("");
  say("waits");
  bob.cut();
  EXPECT_EQ(world.server->sessions(), 1U);
  EXPECT_EQ(bodies_of_next_login(), "waits ");
}

TEST_F(StreamManagement, AfterItsTimeTheSessionIsOver) {
  Phone carol{world, "+12025550103", 'c'};
  carol.appear();
  manage();
  bob.ask("<presence to='" + carol.bare() + "'/>");
  carol.all();
  say("lost");
  carol.ask("<iq type='get' id='q' to='" + bob.full() + "'><query xmlns='urn:theirs'/></iq>");
  bob.cut();
  world.pass(std::chrono::seconds{300});
  EXPECT_THAT(carol.all(), AllOf(HasSubstr("unavailable"), HasSubstr("<service-unavailable")));
  EXPECT_EQ(world.server->sessions(), 2U);
  bob.log_in();
  EXPECT_EQ(resume(bob, 1), "<failed xmlns='urn:xmpp:sm:3' h='2'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>\n");
  EXPECT_EQ(bodies_of_next_login(), "lost ");
}

TEST_F(StreamManagement, NobodyElseResumesIt) {
  manage();
  bob.cut();
  alice.log_in();
  EXPECT_THAT(resume(alice, 1), HasSubstr("<item-not-found"));
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), StartsWith("<resumed"));
}

TEST_F(StreamManagement, OfTwoConnectionsTheNewerHasIt) {
  manage();
  const Conn older = bob.conn;
  say("once");
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), AllOf(StartsWith("<resumed"), HasSubstr("once")));
  EXPECT_THAT(world.all(older), HasSubstr("<conflict"));
  EXPECT_EQ(world.server->sessions(), 2U);
  answer(2);
  const Conn newer = bob.conn;
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), HasSubstr("<item-not-found")) << "what the count leaves open is gone";
  EXPECT_THAT(world.all(newer), Not(HasSubstr("<conflict")));
}

TEST_F(StreamManagement, ATooHighCountAtResumptionLeavesTheSession) {
  manage();
  bob.cut();
  bob.log_in();
  EXPECT_THAT(resume(bob, 7), HasSubstr("<handled-count-too-high"));
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), StartsWith("<resumed"));
}

TEST_F(StreamManagement, BindingTheSameResourceEndsTheDetachedSession) {
  manage();
  bob.cut();
  bob.connect();
  EXPECT_EQ(world.server->sessions(), 2U);
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), HasSubstr("<item-not-found"));
}

TEST_F(StreamManagement, RegisteringAgainEndsDetachedSessions) {
  manage();
  bob.cut();
  world.pass(std::chrono::minutes{3});
  bob.register_number();
  EXPECT_EQ(world.server->sessions(), 1U);
  bob.log_in();
  EXPECT_THAT(resume(bob, 1), HasSubstr("<item-not-found"));
}

TEST_F(StreamManagement, AccountsHaveFewDetachedSessions) {
  world.config.limits.detached_sessions = 2;
  world.config.limits.resources = 3;
  world.crash();
  alice.appear();
  for (int i = 0; i < 4; ++i) {
    bob.resource = "r" + std::to_string(i);
    manage();
    bob.cut();
  }
  EXPECT_EQ(world.server->sessions(), 3U);
}

TEST_F(StreamManagement, UncountedStanzasHaveALimitAndMailWaits) {
  world.config.limits.unacknowledged_stanzas = 10;
  world.crash();
  alice.come_online();
  manage();
  for (int i = 0; i < 9; ++i) say(std::to_string(i));
  EXPECT_EQ(bodies(bob.all()), "0 1 2 3 4 ");
  EXPECT_EQ(bodies(answer(5)), "5 6 7 8 ");
  std::string last;
  for (int i = 0; i < 10; ++i) last += bob.ask("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>");
  EXPECT_THAT(last, HasSubstr("<policy-violation"));
  EXPECT_EQ(bodies_of_next_login(), "4 5 6 7 8 ");
}

TEST_F(StreamManagement, ADetachedSessionIsLimitedToo) {
  world.config.limits.unacknowledged_stanzas = 10;
  world.crash();
  alice.come_online();
  manage();
  bob.cut();
  for (int i = 0; i < 9; ++i) say(std::to_string(i));
  for (int i = 0; i < 11; ++i) alice.ask("<presence to='" + bob.full() + "'/>");
  EXPECT_EQ(world.server->sessions(), 1U);
  EXPECT_EQ(bodies_of_next_login(), "0 1 2 3 4 5 6 7 8 ");
}

TEST_F(StreamManagement, ASlowReaderIsCutAndMayResume) {
  world.config.limits.output_octets = 290'000;
  world.crash();
  alice.come_online();
  manage();
  bob.wire().reading = false;
  const std::string large(150'000, 'x');
  for (int i = 0; i < 2; ++i) alice.ask("<message type='headline' id='h' to='" + bob.full() + "'><body>" + large + "</body></message>");
  EXPECT_TRUE(bob.wire().aborted);
  EXPECT_EQ(world.server->sessions(), 2U);
  bob.log_in();
  EXPECT_TRUE(bodies(resume(bob, 2)) == large + " ");
}

TEST_F(StreamManagement, ALostTurnEndsTheSessionsThatItTouched) {
  manage();
  bob.cut();
  world.store.failures = 1;
  alice.ask("<message type='headline' id='h' to='" + bob.full() + "'/><message id='m' to='" + bob.bare() +
            "'><body>never</body></message>");
  EXPECT_EQ(world.server->sessions(), 0U);
  EXPECT_EQ(bodies_of_next_login(), "");
}

}  // namespace
}  // namespace assay::server
