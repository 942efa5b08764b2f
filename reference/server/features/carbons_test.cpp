#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Carbons : public testing::Test {
 protected:
  Carbons() {
    alice.appear();
    bob.appear();
    second(tablet, alice, "tablet");
    second(desk, bob, "desk");
  }
  // Another session of the account, with carbons.
  void second(Phone& session, const Phone& owner, const std::string& resource) {
    session.token = owner.token;
    session.resource = resource;
    session.come_online();
    EXPECT_THAT(session.ask("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>"), HasSubstr("type='result'"));
    settle();
  }
  void settle() {
    for (Phone* phone : {&alice, &bob, &tablet, &desk}) {
      if (world.wires.contains(phone->conn)) phone->all();
    }
  }
  std::string chat(const std::string& to, const std::string& inside, const std::string& type = "chat") {
    return alice.ask("<message type='" + type + "' id='m" + std::to_string(++last_id) + "' to='" + to + "'>" + inside + "</message>");
  }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  Phone tablet{world, "+12025550101", 'a'};
  Phone desk{world, "+12025550102", 'b'};
  int last_id = 0;
};

TEST_F(Carbons, WrapTheOriginalAndNameTheAccount) {
  chat(bob.full(), "<body>hi</body>");
  const std::string original = "<message xmlns='jabber:client' type='chat' id='m1' to='" + bob.full() + "' from='" + alice.full() +
                               "'><body>hi</body></message></forwarded>";
  const std::string forwarded = "<forwarded xmlns='urn:xmpp:forward:0'>";
  EXPECT_EQ(tablet.all(), "<message type='chat' from='" + alice.bare() + "' to='" + tablet.full() + "'><sent xmlns='urn:xmpp:carbons:2'>" +
                              forwarded + original + "</sent></message>\n");
  EXPECT_EQ(desk.all(), "<message type='chat' from='" + bob.bare() + "' to='" + desk.full() + "'><received xmlns='urn:xmpp:carbons:2'>" +
                            forwarded + original + "</received></message>\n");
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<body>hi</body>"), Not(HasSubstr("carbons"))));
}

TEST_F(Carbons, GoToNobodyWhomTheMessageReaches) {
  EXPECT_THAT(chat(bob.bare(), "<body>all</body>"), Not(HasSubstr("carbons")));
  EXPECT_THAT(desk.all(), AllOf(HasSubstr("all"), Not(HasSubstr("carbons"))));
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("all"), Not(HasSubstr("carbons"))));
  tablet.all();
  chat(alice.bare(), "<body>note</body>");
  EXPECT_THAT(tablet.all(), AllOf(HasSubstr("note"), Not(HasSubstr("carbons")))) << "to oneself";
}

TEST_F(Carbons, ReachSessionsThatRfc6121LeavesOut) {
  desk.ask("<presence><priority>-1</priority></presence>");
  settle();
  chat(bob.bare(), "<body>hi</body>");
  EXPECT_THAT(desk.all(), HasSubstr("<received xmlns='urn:xmpp:carbons:2'>"));
}

TEST_F(Carbons, FollowTheRulesOfTheXep) {
  const auto is_copied = [&](const std::string& inside, const std::string& type) {
    settle();
    chat(bob.full(), inside, type);
    world.pass(std::chrono::seconds{1});
    const bool sent = tablet.all().find("carbons") != std::string::npos;
    EXPECT_EQ(sent, desk.all().find("carbons") != std::string::npos) << inside;
    return sent;
  };
  alice.say("<presence to='" + bob.full() + "'/>");
  bob.message(alice, "x", "to be received");
  EXPECT_TRUE(is_copied("<body>x</body>", "chat"));
  EXPECT_TRUE(is_copied("<thing xmlns='urn:example'/>", "chat"));
  EXPECT_TRUE(is_copied("<composing xmlns='http://jabber.org/protocol/chatstates'/>", "chat"));
  EXPECT_TRUE(is_copied("<body>x</body>", "normal"));
  EXPECT_TRUE(is_copied("<received xmlns='urn:xmpp:receipts' id='x'/>", "normal"));
  EXPECT_TRUE(is_copied("<x xmlns='jabber:x:conference' jid='room@example.org'/>", "normal"));
  EXPECT_FALSE(is_copied("<thing xmlns='urn:example'/>", "normal"));
  EXPECT_FALSE(is_copied("<body>x</body>", "headline"));
  EXPECT_FALSE(is_copied("<body>x</body>", "error"));
  EXPECT_FALSE(is_copied("<body>x</body>", "groupchat"));
  EXPECT_FALSE(is_copied("<body>x</body><no-copy xmlns='urn:xmpp:hints'/>", "chat"));
}

TEST_F(Carbons, APrivateMessageLosesItsMarkAndIsNotCopied) {
  const std::string message =
      "<message type='chat' id='p' to='" + bob.full() + "'><body>x</body><private xmlns='urn:xmpp:carbons:2'/></message>";
  EXPECT_THAT(alice.ask(message), HasSubstr("<ack"));
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<body>x</body>"), Not(HasSubstr("private"))));
  EXPECT_EQ(tablet.all() + desk.all(), "");
  EXPECT_THAT(alice.ask(message), AllOf(HasSubstr("<ack"), Not(HasSubstr("conflict")))) << "the mark is part of what makes it the same";
  EXPECT_EQ(bob.all(), "");
}

TEST_F(Carbons, AreNotMadeOfWhatIsNotTaken) {
  EXPECT_THAT(chat("12025550109@example.org", "<body>x</body>"), HasSubstr("type='error'"));
  EXPECT_EQ(tablet.all(), "");
  alice.message(bob, "same", "x");
  settle();
  alice.message(bob, "same", "x");
  EXPECT_EQ(tablet.all() + desk.all() + bob.all(), "") << "sent again";
}

TEST_F(Carbons, AreEnabledAndDisabledAsOftenAsOneLikes) {
  const std::string disable = "<iq type='set' id='d'><disable xmlns='urn:xmpp:carbons:2'/></iq>";
  for (int i = 0; i < 2; ++i) EXPECT_THAT(tablet.ask(disable), HasSubstr("type='result'"));
  chat(bob.bare(), "<body>x</body>");
  EXPECT_EQ(tablet.all(), "");
  for (int i = 0; i < 2; ++i) tablet.ask("<iq type='set' id='e'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
  chat(bob.bare(), "<body>y</body>");
  EXPECT_THAT(tablet.all(), HasSubstr("<body>y</body>"));
  EXPECT_THAT(tablet.ask("<iq type='set' id='f' to='" + bob.bare() + "'><disable xmlns='urn:xmpp:carbons:2'/></iq>"),
              HasSubstr("type='error'"));
}

TEST_F(Carbons, AreNoEntriesOfAMailbox) {
  chat(bob.full(), "<body>x</body>");
  const std::string copy = desk.all();
  EXPECT_THAT(copy, Not(HasSubstr("stanza-id")));
  bob.all();
  bob.say("<ack xmlns='urn:cxmpp:ack:1' id='1'/>");
  desk.cut();
  desk.come_online();
  EXPECT_THAT(desk.all(), Not(HasSubstr("<body>"))) << "neither the copy nor the message comes again";
}

}  // namespace
}  // namespace assay::server
