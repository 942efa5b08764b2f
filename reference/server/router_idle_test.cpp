#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::HasSubstr;
using testing::Not;

class IdleTest : public testing::Test {
 protected:
  IdleTest() {
    alice.appear();
    bob.appear();
  }
  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(IdleTest, WhoIsSilentIsPingedAndThenTakenForLost) {
  world.pass(world.config.limits.idle_time - std::chrono::seconds{1});
  EXPECT_EQ(alice.all(), "");
  bob.say(" ");
  world.pass(std::chrono::seconds{1});
  EXPECT_THAT(alice.all(), HasSubstr("<ping xmlns='urn:xmpp:ping'"));
  EXPECT_EQ(bob.all(), "");
  world.pass(world.config.limits.ping_time);
  EXPECT_THAT(alice.all(), HasSubstr("<connection-timeout"));
  EXPECT_TRUE(alice.wire().finished);
  EXPECT_FALSE(bob.wire().finished);
}

TEST_F(IdleTest, AnythingIsAnAnswer) {
  for (int i = 0; i < 3; ++i) {
    world.pass(world.config.limits.idle_time);
    EXPECT_THAT(alice.all(), HasSubstr("<ping xmlns='urn:xmpp:ping'"));
    alice.say(i % 2 == 0 ? " " : "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    bob.say(" ");
    alice.all();
    world.pass(world.config.limits.ping_time);
    EXPECT_EQ(alice.all(), "");
  }
}

TEST_F(IdleTest, AManagedSessionIsKept) {
  EXPECT_THAT(alice.ask("<enable xmlns='urn:xmpp:sm:3' resume='true'/>"), HasSubstr("<enabled"));
  world.pass(world.config.limits.idle_time);
  world.pass(world.config.limits.ping_time);
  EXPECT_THAT(alice.all(), HasSubstr("<connection-timeout"));
  EXPECT_EQ(world.server->sessions(), 1U);
  world.pass(world.config.limits.resume_time);
  EXPECT_EQ(world.server->sessions(), 0U);
}

}  // namespace
}  // namespace assay::server
