#include <filesystem>

#include <unistd.h>

#include "reference/server/fake_link.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Messages : public testing::Test {
 protected:
  Messages() {
    alice.appear();
    bob.appear();
  }

  // The bodies in the order in which they came.
  static std::string bodies(const std::string& received) {
    std::string out;
    for (std::size_t at = received.find("<body>"); at != std::string::npos; at = received.find("<body>", at + 1)) {
      out += received.substr(at + 6, received.find("</body>", at) - at - 6) + " ";
    }
    return out;
  }

  static std::string entry_id(const std::string& message) {
    const std::size_t at = message.find("stanza-id");
    const std::size_t id = message.find(" id='", at) + 5;
    return message.substr(id, message.find('\'', id) - id);
  }

  void acknowledge(Phone& phone, const std::string& id) { phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + id + "'/>"); }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(Messages, AreAcknowledgedStampedAndDelivered) {
  EXPECT_EQ(alice.message(bob, "m1", "hello"), "<ack xmlns='urn:cxmpp:ack:1' id='m1' stamp='2026-01-01T00:00:00.000Z'/>\n");
  EXPECT_EQ(bob.all(),
            "<message type='chat' id='m1' to='12025550102@example.org' from='12025550101@example.org/r'><body>hello</body>"
            "<stanza-id xmlns='urn:xmpp:sid:0' by='12025550102@example.org' id='1'/></message>\n");
}

TEST_F(Messages, WaitForAPhoneThatIsOffInOrderOnceEach) {
  bob.cut();
  for (int i = 1; i <= 20; ++i) alice.message(bob, "m" + std::to_string(i), std::to_string(i));
  world.pass(std::chrono::hours{1});
  bob.come_online();
  std::string received = bob.all();
  EXPECT_THAT(received, AllOf(HasSubstr("<summary xmlns='urn:cxmpp:offline:1' messages='20'/>"),
                              HasSubstr("<end xmlns='urn:cxmpp:offline:1' total='20'/>"),
                              HasSubstr("<delay xmlns='urn:xmpp:delay' from='example.org' stamp='2026-01-01T00:00:00.000Z'/></message>")));
  EXPECT_EQ(bodies(received), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 ");
  for (int i = 1; i <= 18; ++i) acknowledge(bob, std::to_string(i));
  alice.message(bob, "m21", "live");
  received = bob.all();
  EXPECT_EQ(bodies(received), "live ");
  EXPECT_THAT(received, Not(HasSubstr("<delay")));
  bob.cut();
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), "19 20 live ") << "unacknowledged entries stay";
}

TEST_F(Messages, SentTwiceAreDeliveredOnce) {
  const std::string ack = alice.message(bob, "m1", "hello");
  world.pass(std::chrono::minutes{5});
  alice.cut();
  alice.resource = "other";
  alice.come_online();
  alice.all();
  EXPECT_EQ(alice.message(bob, "m1", "hello"), ack);
  EXPECT_THAT(alice.message(bob, "m1", "else"), AllOf(HasSubstr("type='error'"), HasSubstr("<conflict xmlns='urn:cxmpp:errors:1'/>")));
  EXPECT_EQ(bodies(bob.all()), "hello ");
  world.pass(std::chrono::hours{24 * 7 + 1});
  EXPECT_THAT(alice.message(bob, "m1", "else"), HasSubstr("<ack")) << "after the window the id is free";
  EXPECT_EQ(bodies(bob.all()), "else ");
}

TEST_F(Messages, SurviveACrashAndKeepTheirOrder) {
  bob.cut();
  const std::string ack = alice.message(bob, "m1", "1");
  alice.message(bob, "m2", "2");
  world.crash();
  world.start();
  alice.come_online();
  alice.all();
  EXPECT_EQ(alice.message(bob, "m1", "1"), ack);
  alice.message(bob, "m3", "3");
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), "1 2 3 ");
}

TEST(MessagesOnDisk, SurviveARestartOfTheServerAndItsDatabase) {
  const std::string path = testing::TempDir() + "assay-server-test-" + std::to_string(::getpid()) + ".db";
  World world;
  world.store.inner = std::move(*store::open_sqlite(path));
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  alice.appear();
  bob.register_number();
  const std::string ack = alice.message(bob, "m1", "kept");
  world.crash();
  world.store.inner.reset();
  world.store.inner = std::move(*store::open_sqlite(path));
  world.start();
  alice.come_online();
  alice.all();
  EXPECT_EQ(alice.message(bob, "m1", "kept"), ack);
  bob.come_online();
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<body>kept"), HasSubstr("total='1'")));
  world.crash();
  world.store.inner.reset();
  std::filesystem::remove(path);
}

TEST_F(Messages, AreNotSeenIfTheCommitFails) {
  world.store.failures = 1;
  EXPECT_THAT(alice.message(bob, "m1", "lost"), AllOf(HasSubstr("internal-server-error"), Not(HasSubstr("<ack"))));
  EXPECT_TRUE(alice.wire().finished);
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("internal-server-error"), Not(HasSubstr("lost"))));
  alice.come_online();
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), "");
  alice.message(bob, "m1", "again");
  EXPECT_EQ(bodies(bob.all()), "again ");
}

TEST_F(Messages, IdsHaveRulesOnStreamsWithAcks) {
  const std::string to = "' to='" + bob.bare() + "' type='chat'><body>x</body></message>";
  EXPECT_THAT(alice.ask("<message id='" + to), HasSubstr("<bad-id"));
  EXPECT_THAT(alice.ask("<message id='" + std::string(65, 'i') + to), HasSubstr("<bad-id"));
  EXPECT_THAT(alice.ask("<message id='" + std::string(64, 'i') + to), HasSubstr("<ack"));
}

TEST_F(Messages, ToNobodyAreRefusedAndErrorsAreNotAnswered) {
  Phone nobody{world, "+12025550199"};
  EXPECT_THAT(alice.message(nobody, "m1", "x"), AllOf(HasSubstr("<service-unavailable"), Not(HasSubstr("<ack"))));
  EXPECT_EQ(alice.ask("<message type='error' id='m2' to='" + nobody.bare() + "'><body>x</body></message>"), "");
  EXPECT_THAT(alice.ask("<message id='m3' to='a@other.example'><body>x</body></message>"), HasSubstr("<remote-server-not-found"));
  EXPECT_THAT(alice.ask("<message id='m4' to='@'/>"), HasSubstr("<jid-malformed"));
  EXPECT_THAT(alice.ask("<message id='m5' type='groupchat' to='" + bob.bare() + "'/>"), HasSubstr("<service-unavailable"));
  EXPECT_EQ(bob.all(), "");
}

TEST_F(Messages, AFullMailboxSaysSo) {
  world.config.limits.mailbox_entries = 2;
  world.crash();
  world.start();
  alice.come_online();
  alice.all();
  EXPECT_THAT(alice.message(bob, "m1", "x"), HasSubstr("<ack"));
  EXPECT_THAT(alice.message(bob, "m2", "x"), HasSubstr("<ack"));
  EXPECT_THAT(alice.message(bob, "m3", "x"), AllOf(HasSubstr("<resource-constraint"), HasSubstr("<queue-full"), Not(HasSubstr("<ack"))));
  bob.come_online();
  bob.all();
  acknowledge(bob, "1");
  EXPECT_THAT(alice.message(bob, "m3", "x"), HasSubstr("<ack")) << "a refused message may be sent again";
}

TEST_F(Messages, OnOrdinaryStreamsEntriesGoWhenWritten) {
  bob.cut();
  alice.message(bob, "m1", "1");
  bob.connect();
  bob.wire().reading = false;
  bob.say("<presence/>");
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<body>1"), HasSubstr("<delay"), Not(HasSubstr("<summary")), Not(HasSubstr("<end"))));
  bob.cut();
  bob.connect();
  bob.say("<presence/>");
  EXPECT_EQ(bodies(bob.all()), "1 ") << "what was not written comes again";
  bob.cut();
  bob.connect();
  bob.say("<presence/>");
  EXPECT_EQ(bodies(bob.all()), "");
}

TEST_F(Messages, TypingIsNeverStored) {
  alice.say("<presence to='" + bob.full() + "'/>");
  bob.all();
  const std::string typing =
      "<message id='t' type='chat' to='" + bob.bare() + "'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>";
  EXPECT_THAT(alice.ask(typing), HasSubstr("<ack"));
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<composing"), Not(HasSubstr("stanza-id"))));
  bob.cut();
  alice.ask(typing);
  bob.come_online();
  EXPECT_THAT(bob.all(), Not(HasSubstr("<composing")));
}

TEST_F(Messages, FullAddressesReachTheirResource) {
  Phone tablet{world, "+12025550102"};
  tablet.token = bob.token;
  tablet.resource = "tablet";
  tablet.come_online();
  tablet.all();
  bob.all();
  alice.ask("<message id='m1' type='chat' to='" + tablet.full() + "'><body>one</body></message>");
  EXPECT_EQ(bodies(tablet.all()), "one ");
  EXPECT_EQ(bodies(bob.all()), "");
  alice.message(bob, "m2", "both");
  EXPECT_EQ(bodies(tablet.all()) + bodies(bob.all()), "both both ");
  alice.ask("<message id='m3' type='chat' to='" + bob.bare() + "/gone'><body>bare</body></message>");
  EXPECT_EQ(bodies(bob.all()), "bare ") << "RFC 6121 section 8.5.3.2.1";
}

TEST_F(Messages, OnlyAChatGoesOnFromAnAbsentSessionToTheAccount) {
  for (const std::string type : {"normal", "headline"}) {
    EXPECT_THAT(alice.ask("<message id='" + type + "' type='" + type + "' to='" + bob.bare() + "/gone'><body>x</body></message>"),
                AllOf(HasSubstr("<service-unavailable"), Not(HasSubstr("<ack"))))
        << "RFC 6121 section 8.5.3.2.1";
  }
  EXPECT_EQ(bob.all(), "");
}

TEST_F(Messages, OfASessionThatGoesAreInheritedByTheOthers) {
  Phone tablet{world, "+12025550102"};
  tablet.token = bob.token;
  tablet.resource = "tablet";
  tablet.come_online();
  bob.all();
  alice.ask("<message id='m1' type='chat' to='" + tablet.full() + "'><body>read</body></message>");
  acknowledge(tablet, entry_id(tablet.next() + tablet.all()));
  alice.ask("<message id='m2' type='chat' to='" + tablet.full() + "'><body>unread</body></message>");
  EXPECT_EQ(bodies(bob.all()), "");
  tablet.cut();
  const std::string inherited = bob.all();
  EXPECT_EQ(bodies(inherited), "unread ");
  EXPECT_THAT(inherited, HasSubstr("<delay"));
  acknowledge(bob, entry_id(inherited));
  tablet.come_online();
  EXPECT_EQ(bodies(tablet.all()), "");
}

TEST_F(Messages, OfASessionThatIsReplacedAreItsSuccessors) {
  Phone tablet{world, "+12025550102"};
  tablet.token = bob.token;
  tablet.resource = "tablet";
  tablet.come_online();
  bob.all();
  alice.ask("<message id='m1' type='chat' to='" + tablet.full() + "'><body>unread</body></message>");
  tablet.come_online();
  EXPECT_EQ(bodies(bob.all()), "");
  EXPECT_EQ(bodies(tablet.all()), "unread ");
}

TEST_F(Messages, CostTheContactBudgetWhetherThereIsAnAccountOrNot) {
  Phone carol{world, "+12025550103", 'c'};
  carol.appear();
  world.config.limits.contact_numbers = 1;
  world.crash();
  world.start();
  alice.come_online();
  alice.all();
  EXPECT_THAT(alice.message(bob, "m1", "x"), HasSubstr("<ack"));
  EXPECT_THAT(alice.message(bob, "m2", "x"), HasSubstr("<ack")) << "the same number is free";
  EXPECT_THAT(alice.message(alice, "m3", "x"), HasSubstr("<ack")) << "one's own too";
  const std::string refused = "<rate-limit";
  EXPECT_THAT(alice.message(carol, "m4", "x"), AllOf(HasSubstr(refused), HasSubstr("retry-after='864000'"), Not(HasSubstr("<ack"))));
  EXPECT_THAT(alice.ask("<message id='m5' type='chat' to='12025550109@example.org'><body>x</body></message>"), HasSubstr(refused));
  alice.ask("<iq type='set' id='r'><query xmlns='jabber:iq:roster'><item jid='12025550109@example.org'/></query></iq>");
  EXPECT_THAT(alice.ask("<message id='m6' type='chat' to='12025550109@example.org'><body>x</body></message>"), HasSubstr(refused))
      << "listing somebody is not knowing him";
  carol.come_online();
  carol.ask("<presence type='subscribe' to='" + alice.bare() + "'/>");
  alice.ask("<presence type='subscribed' to='" + carol.bare() + "'/>");
  EXPECT_THAT(alice.message(carol, "m7", "x"), HasSubstr("<ack")) << "a subscription is";
}

TEST_F(Messages, NegativePriorityAndNoPresenceGetNothing) {
  bob.ask("<presence><priority>-1</priority></presence>");
  alice.message(bob, "m1", "waits");
  EXPECT_EQ(bodies(bob.all()), "");
  bob.say("<presence><priority>1</priority></presence>");
  EXPECT_EQ(bodies(bob.all()), "waits ");
}

TEST_F(Messages, ABacklogLargerThanTheOutputLimitComesPieceByPiece) {
  world.config.limits.output_octets = 50'000;
  world.crash();
  world.start();
  alice.come_online();
  for (int i = 0; i < 100; ++i) {
    alice.message(bob, "m" + std::to_string(i), std::string(2'000, 'x'));
    world.pass(std::chrono::seconds{1});
  }
  bob.connect();
  bob.enable_acks();
  bob.wire().reading = false;
  bob.say("<presence/>");
  EXPECT_FALSE(bob.wire().aborted);
  EXPECT_THAT(bob.all(), Not(HasSubstr("<end")));
  alice.message(bob, "late", "late");
  world.resume_reading(bob.conn);
  const std::string rest = bob.all();
  EXPECT_THAT(rest, HasSubstr("total='100'"));
  EXPECT_LT(rest.find("<end"), rest.find("late")) << "order holds across the switch";
}

TEST_F(Messages, AReaderThatStopsIsCutAndLosesNothing) {
  world.config.limits.output_octets = 20'000;
  world.crash();
  world.start();
  alice.come_online();
  bob.come_online();
  bob.wire().reading = false;
  std::string expected;
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(alice.message(bob, "m" + std::to_string(i), std::string(2'000, 'x') + std::to_string(i)), HasSubstr("<ack"));
    expected += std::string(2'000, 'x') + std::to_string(i) + " ";
  }
  EXPECT_TRUE(bob.wire().aborted);
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), expected);
}

TEST_F(Messages, ForgedIdsOfTheRecipientsServerAreRemoved) {
  alice.ask("<message id='m1' type='chat' to='" + bob.bare() + "'><stanza-id xmlns='urn:xmpp:sid:0' by='" + bob.bare() +
            "' id='99'/><body>x</body></message>");
  EXPECT_THAT(bob.all(), AllOf(Not(HasSubstr("'99'")), HasSubstr("id='1'")));
  alice.ask(
      "<message id='m2' type='chat' to='" + bob.bare() + "'><stanza-id xmlns='urn:xmpp:sid:0' by='" + bob.digits() +
      "@EXAMPLE.org' id='99'/><delay xmlns='urn:xmpp:delay' from='Example.ORG' stamp='1999-01-01T00:00:00Z'/><body>x</body></message>");
  EXPECT_THAT(bob.all(), AllOf(Not(HasSubstr("'99'")), Not(HasSubstr("1999")), HasSubstr("id='2'"))) << "however they are spelled";
}

TEST_F(Messages, AcknowledgedTwiceOrByAnotherAccountAreGoneOnceAndForTheirOwnerAlone) {
  bob.cut();
  alice.message(bob, "m1", "one");
  alice.message(bob, "m2", "two");
  EXPECT_EQ(alice.ask("<ack xmlns='urn:cxmpp:ack:1' id='1'/><ack xmlns='urn:cxmpp:ack:1' id='18446744073709551615'/>"), "");
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), "one two ");
  bob.ask("<ack xmlns='urn:cxmpp:ack:1' id='1'/><ack xmlns='urn:cxmpp:ack:1' id='1'/>");
  bob.cut();
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), "two ");
}

TEST_F(Messages, AFailedCommitOfAnAckLeavesTheEntry) {
  alice.message(bob, "m1", "one");
  bob.all();
  world.store.failures = 1;
  bob.ask("<ack xmlns='urn:cxmpp:ack:1' id='1'/>");
  EXPECT_TRUE(bob.wire().ended);
  bob.come_online();
  EXPECT_EQ(bodies(bob.all()), "one ");
}

}  // namespace
}  // namespace assay::server
