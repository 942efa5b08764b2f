#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Roster : public testing::Test {
 protected:
  Roster() {
    alice.appear();
    bob.appear();
    for (Phone* phone : {&alice, &bob}) phone->ask("<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>");
  }

  static std::string set(const Phone& contact, const std::string& attributes = {}, const std::string& content = {}) {
    return "<iq type='set' id='s'><query xmlns='jabber:iq:roster'><item jid='" + contact.bare() + "'" + attributes + ">" + content +
           "</item></query></iq>";
  }
  static std::string to(const Phone& contact, const std::string& type) {
    return "<presence type='" + type + "' to='" + contact.bare() + "'/>";
  }
  static std::string sync(const std::string& numbers) {
    return "<iq type='set' id='c1'><sync xmlns='urn:cxmpp:contacts:1' mode='full' region='US'>" + numbers + "</sync></iq>";
  }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(Roster, SetGetAndRemoveWithPushes) {
  EXPECT_THAT(alice.ask(set(bob, " name='Bob'", "<group>friends</group>")),
              AllOf(HasSubstr("type='result'"), HasSubstr("subscription='none' name='Bob'><group>friends</group>")));
  EXPECT_THAT(alice.ask("<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>"), HasSubstr("name='Bob'"));
  EXPECT_THAT(alice.ask(set(bob, " subscription='remove'")), AllOf(HasSubstr("type='result'"), HasSubstr("subscription='remove'")));
  EXPECT_THAT(alice.ask(set(bob, " subscription='remove'")), HasSubstr("<item-not-found"));
  EXPECT_THAT(alice.ask("<iq type='set' id='s'><query xmlns='jabber:iq:roster'/></iq>"), HasSubstr("<bad-request"));
}

TEST_F(Roster, HasALimit) {
  world.config.limits.roster_items = 1;
  world.crash();
  world.start();
  alice.come_online();
  alice.all();
  Phone carol{world, "+12025550103"};
  EXPECT_THAT(alice.ask(set(bob)), HasSubstr("type='result'"));
  EXPECT_THAT(alice.ask(set(carol)), HasSubstr("<resource-constraint"));
}

TEST_F(Roster, RequestsOfOthersDoNotFillIt) {
  world.config.limits.roster_items = 1;
  world.crash();
  world.start();
  Phone carol{world, "+12025550103", 'c'};
  carol.appear();
  bob.come_online();
  alice.come_online();
  bob.say(to(alice, "subscribe"));
  carol.say(to(alice, "subscribe"));
  alice.all();
  EXPECT_THAT(alice.ask(set(bob)), HasSubstr("type='result'"));
}

TEST_F(Roster, ARequestToNobodyLooksLikeOneToSomebody) {
  Phone nobody{world, "+12025550109"};
  EXPECT_THAT(alice.ask(to(nobody, "subscribe")), HasSubstr("subscription='none' ask='subscribe'")) << "RFC 6121 section 3.1.2";
  EXPECT_THAT(alice.ask(set(nobody, " subscription='remove'")), HasSubstr("type='result'"));
}

TEST_F(Roster, SubscriptionsFollowTheirAutomaton) {
  EXPECT_THAT(alice.ask(to(bob, "subscribe")), HasSubstr("subscription='none' ask='subscribe'"));
  EXPECT_EQ(bob.all(), "<presence type='subscribe' to='" + bob.bare() + "' from='" + alice.bare() + "'/>\n");
  EXPECT_THAT(bob.ask(to(alice, "subscribed")), HasSubstr("subscription='from'"));
  EXPECT_THAT(alice.all(), AllOf(HasSubstr("type='subscribed'"), HasSubstr("subscription='to'"), HasSubstr("from='" + bob.full() + "'")));
  alice.ask("<presence><show>away</show></presence>");
  EXPECT_EQ(bob.all(), "") << "one way only";
  bob.ask("<presence><show>dnd</show></presence>");
  EXPECT_THAT(alice.all(), HasSubstr("<show>dnd"));
  EXPECT_THAT(bob.ask(to(alice, "unsubscribed")), HasSubstr("subscription='none'"));
  EXPECT_THAT(alice.all(), AllOf(HasSubstr("type='unsubscribed'"), HasSubstr("type='unavailable'"), HasSubstr("subscription='none'")));
}

TEST_F(Roster, RequestsWaitForWhoIsOff) {
  bob.cut();
  alice.ask(to(bob, "subscribe"));
  bob.come_online();
  EXPECT_THAT(bob.all(), HasSubstr("type='subscribe'"));
}

TEST_F(Roster, UnavailableIsBroadcastWhenAConnectionIsLost) {
  alice.ask(to(bob, "subscribe"));
  bob.ask(to(alice, "subscribed"));
  alice.all();
  bob.cut();
  EXPECT_EQ(alice.all(), "<presence type='unavailable' from='" + bob.full() + "' to='" + alice.bare() + "'/>\n");
}

TEST_F(Roster, DirectedPresenceIsTakenBack) {
  alice.ask("<presence to='" + bob.full() + "'/>");
  EXPECT_THAT(bob.all(), HasSubstr("from='" + alice.full() + "'"));
  alice.ask("<presence type='unavailable'/>");
  EXPECT_THAT(bob.all(), HasSubstr("type='unavailable'"));
  alice.ask(to(bob, "probe"));
  EXPECT_EQ(bob.all(), "");
}

TEST_F(Roster, AnEndIsToldOnceHoweverItsBeginningWas) {
  alice.ask("<presence to='" + bob.full() + "'/>");
  alice.ask("<presence to='" + bob.bare() + "'/>");
  bob.ask(to(alice, "subscribe"));
  alice.ask(to(bob, "subscribed"));
  bob.all();
  alice.ask("<presence type='unavailable'/>");
  EXPECT_EQ(bob.all(), "<presence type='unavailable' from='" + alice.full() + "' to='" + bob.bare() + "'/>\n");
}

TEST_F(Roster, DirectedPresenceEndsForWhomItWasMeant) {
  Phone tablet{world, "+12025550102"};
  tablet.token = bob.token;
  tablet.resource = "tablet";
  tablet.come_online();
  tablet.all();
  bob.all();
  alice.ask("<presence to='" + bob.full() + "'/>");
  alice.ask("<presence to='" + tablet.full() + "'/>");
  alice.ask("<presence type='unavailable' to='" + tablet.full() + "'/>");
  bob.all();
  tablet.all();
  alice.cut();
  EXPECT_THAT(bob.all(), HasSubstr("type='unavailable'"));
  EXPECT_EQ(tablet.all(), "");
}

TEST_F(Roster, ContactsAreMatchedEchoedAndListed) {
  const std::string answer = alice.ask(sync("<number>(202) 555-0102</number><number>+1 202-555-0103</number><number>hello</number>"));
  EXPECT_THAT(answer, AllOf(HasSubstr("<match number='(202) 555-0102' status='in' jid='12025550102@example.org'/>"),
                            HasSubstr("<match number='+1 202-555-0103' status='out' jid='12025550103@example.org'/>"),
                            HasSubstr("<match number='hello' status='invalid'/>")));
  EXPECT_THAT(answer, HasSubstr("subscription='none'"));
  EXPECT_EQ(bob.all(), "") << "a roster never shows who merely has your number";
  const std::string back = bob.ask(sync("<number>2025550101</number>"));
  EXPECT_THAT(back, AllOf(HasSubstr("subscription='both'"), HasSubstr("from='" + alice.full() + "'")));
  EXPECT_THAT(alice.all(), AllOf(HasSubstr("subscription='both'"), HasSubstr("from='" + bob.full() + "'")));
}

TEST_F(Roster, ContactsHaveABudget) {
  world.config.limits.contact_numbers = 2;
  world.config.limits.contacts_per_request = 3;
  world.crash();
  world.start();
  alice.come_online();
  alice.all();
  const auto numbers = [](int first, int last) {
    std::string out;
    for (int i = first; i <= last; ++i) out += "<number>+1202555010" + std::to_string(i) + "</number>";
    return out;
  };
  EXPECT_THAT(alice.ask(sync(numbers(1, 4))), HasSubstr("<policy-violation"));
  EXPECT_THAT(alice.ask(sync(numbers(1, 2))), HasSubstr("<matches"));
  EXPECT_THAT(alice.ask(sync(numbers(1, 2))), HasSubstr("<matches")) << "asked before is free";
  EXPECT_THAT(alice.ask(sync(numbers(1, 3))),
              AllOf(HasSubstr("<rate-limit"), HasSubstr("retry-after='864000'"), Not(HasSubstr("<match "))));
  world.pass(std::chrono::hours{240});
  EXPECT_THAT(alice.ask(sync(numbers(3, 4))), HasSubstr("<matches"));
}

}  // namespace
}  // namespace assay::server
