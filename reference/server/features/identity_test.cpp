#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Identity : public testing::Test {
 protected:
  void meet() {
    alice.appear();
    bob.appear();
    for (const auto& [who, whom] : {std::pair{&alice, &bob}, std::pair{&bob, &alice}}) {
      who->ask("<iq type='set' id='c'><sync xmlns='urn:cxmpp:contacts:1' mode='delta'><number>+" + whom->digits() + "</number></sync></iq>");
    }
    alice.all();
    bob.all();
  }

  World world;
  Phone alice{world, "+12025550101"};
  Phone other{world, "+12025550101", 'o'};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(Identity, ContactsLearnOfAnotherDevice) {
  meet();
  alice.register_number();
  EXPECT_THAT(bob.all(), Not(HasSubstr("urn:cxmpp:identity:1"))) << "the same device";
  other.register_number();
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<changed xmlns='urn:cxmpp:identity:1'/>"), HasSubstr("from='" + alice.bare() + "'")));
}

// REG-18b.
TEST_F(Identity, WhatWaitsIsKeptOrReturnedAsTheOperatorLikes) {
  alice.register_number();
  bob.appear();
  EXPECT_THAT(bob.message(alice, "m1", "hello"), HasSubstr("<ack"));
  other.register_number();
  EXPECT_THAT(bob.all(), Not(HasSubstr("<undelivered")));
  world.config.queued_mail = QueuedMail::Bounce;
  bob.cut();
  world.start();
  alice.register_number();
  other.register_number();
  bob.come_online();
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("<undelivered"), HasSubstr("id='m1'")));
  other.come_online();
  EXPECT_THAT(other.all(), Not(HasSubstr("hello")));
}

}  // namespace
}  // namespace assay::server
