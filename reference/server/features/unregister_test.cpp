#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Unregistering : public testing::Test {
 protected:
  void meet() {
    alice.appear();
    bob.appear();
    match(alice, bob);
    match(bob, alice);
    alice.all();
    bob.all();
  }
  static void match(Phone& who, const Phone& whom) {
    who.ask("<iq type='set' id='c'><sync xmlns='urn:cxmpp:contacts:1' mode='delta'><number>+" + whom.digits() + "</number></sync></iq>");
  }
  static std::string unregister(Phone& who) {
    return who.ask("<iq type='set' id='u' to='example.org'><unregister xmlns='urn:cxmpp:register:1'/></iq>");
  }
  std::string plain_login(const Phone& phone) {
    const Conn conn = world.open();
    world.ask(conn, kHeader);
    const std::string zero(1, '\0');
    return world.ask(conn, xml::write(stanza::sasl::auth("PLAIN", zero + phone.digits() + zero + phone.token)));
  }

  World world;
  Phone alice{world, "+12025550101"};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(Unregistering, AnswersThenEndsAllSessionsAndTheAccount) {
  meet();
  EXPECT_THAT(unregister(alice), AllOf(HasSubstr("type='result'"), HasSubstr("<unregistered xmlns='urn:cxmpp:errors:1'/>")));
  EXPECT_TRUE(alice.wire().ended);
  EXPECT_EQ(world.server->sessions(), 1U);
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("unavailable"), HasSubstr(alice.full())));
  EXPECT_THAT(plain_login(alice), HasSubstr("not-authorized"));
  EXPECT_THAT(bob.message(alice, "m1", "hello"), HasSubstr("service-unavailable"));
}

TEST_F(Unregistering, LeavesNothingOfTheAccountInTheStore) {
  meet();
  Phone carol{world, "+12025550103", 'c'};
  carol.appear();
  match(carol, alice);
  carol.ask("<presence type='subscribe' to='" + alice.bare() + "'/>");
  alice.ask("<iq type='set' id='s'><set xmlns='urn:cxmpp:pin:1' pin='483920'/></iq>");
  EXPECT_THAT(alice.message(bob, "m1", "hello"), HasSubstr("<ack"));
  bob.ask("<ack xmlns='urn:cxmpp:ack:1' id='1'/>");
  EXPECT_THAT(world.spaces_with(alice.digits()), Not(IsEmpty()));
  unregister(alice);
  EXPECT_THAT(world.spaces_with(alice.digits()), IsEmpty());
}

TEST_F(Unregistering, LeavesOnlyWhatLimitsTheSendingOfCodes) {
  meet();
  const Conn conn = world.open();
  world.ask(conn, kHeader);
  const std::string request = Phone::request_id(alice.request(conn));
  ASSERT_FALSE(request.empty());
  unregister(alice);
  for (const std::string& space : world.spaces_with(alice.digits())) EXPECT_THAT(space, testing::StartsWith("pace-"));
  EXPECT_THAT(alice.verify(conn, request, alice.code()), HasSubstr("code-missing")) << "it was asked for in another life of the number";
}

TEST_F(Unregistering, AStreamThatIsHalfLoggedInIsOfNoUseToTheNextAccount) {
  alice.appear();
  Phone half{world, "+12025550101"};
  half.token = alice.token;
  half.log_in();
  unregister(alice);
  Phone next{world, "+12025550101", 'n'};
  next.register_number();
  EXPECT_THAT(half.ask("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"), HasSubstr("<replaced"));
}

TEST_F(Unregistering, ALostTurnLeavesTheAccount) {
  alice.appear();
  world.store.failures = 1;
  EXPECT_EQ(unregister(alice), "") << "the stream's end belonged to the turn that was lost";
  EXPECT_TRUE(alice.wire().aborted);
  EXPECT_THAT(plain_login(alice), HasSubstr("<success"));
}

TEST_F(Unregistering, WhatWaitedGoesBackToItsSenders) {
  alice.register_number();
  bob.appear();
  EXPECT_THAT(bob.message(alice, "m1", "hello"), HasSubstr("<ack"));
  alice.connect();
  unregister(alice);
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("id='m1'"), HasSubstr("type='error'"), HasSubstr("<undelivered"), Not(HasSubstr("hello"))));
}

}  // namespace
}  // namespace assay::server
