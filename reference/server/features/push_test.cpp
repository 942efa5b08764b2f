#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::HasSubstr;
using Outcome = WakeUpResult::Outcome;

class PushBox final : public PushSink {
 public:
  void send(const WakeUp& wake_up) override {
    sent.push_back(wake_up.node);
    if (answers) results_.push_back({wake_up.number, outcome});
    last = wake_up;
  }
  std::vector<WakeUpResult> take_results() override { return std::exchange(results_, {}); }
  void tell(std::uint64_t number, Outcome what) { results_.push_back({number, what}); }

  bool answers = true;
  Outcome outcome = Outcome::Taken;
  std::vector<std::string> sent;
  WakeUp last;

 private:
  std::vector<WakeUpResult> results_;
};

class PushTest : public testing::Test {
 protected:
  PushTest() {
    world.server.emplace(world.config, world.store, world.random, world.sms, world.log, box);
    alice.appear();
    bob.appear();
    EXPECT_THAT(bob.ask("<iq type='set' id='w'><enable xmlns='urn:xmpp:push:0' jid='push.example.org' node='n1'/></iq>"),
                HasSubstr("type='result'"));
  }
  void leave() { bob.ask("</stream:stream>"); }
  void say(const std::string& id) { EXPECT_THAT(alice.message(bob, id, "Hello"), HasSubstr("<ack")); }

  World world;
  PushBox box;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
};

TEST_F(PushTest, OneWakeUpIsForAllThatWaits) {
  say("m0");
  EXPECT_TRUE(box.sent.empty());  // he is there
  bob.say("<ack xmlns='urn:cxmpp:ack:1' id='0000000000000001'/>");
  leave();
  say("m1");
  say("m2");
  EXPECT_EQ(box.sent, (std::vector<std::string>{"n1"}));
  EXPECT_EQ(box.last.service, "push.example.org");
  world.pass(world.config.limits.push_pace);
  EXPECT_EQ(box.sent.size(), 2U);
  world.pass(world.config.limits.push_pace);
  EXPECT_EQ(box.sent.size(), 2U);
}

TEST_F(PushTest, ATurnThatIsLostWakesNobody) {
  leave();
  world.store.failures = 1;
  alice.say("<message type='chat' id='m1' to='" + bob.bare() + "'><body>x</body></message>");
  EXPECT_TRUE(box.sent.empty());
}

TEST_F(PushTest, AServiceThatTakesOneIsForgivenWhatItFailedBefore) {
  leave();
  box.outcome = Outcome::Failed;
  say("m1");
  for (std::size_t i = 2; i < world.config.limits.push_failures; ++i) world.pass(world.config.limits.push_pace);
  EXPECT_EQ(box.sent.size(), world.config.limits.push_failures - 1);
  box.outcome = Outcome::Taken;
  world.pass(world.config.limits.push_pace);
  world.pass(world.config.limits.push_pace);
  box.outcome = Outcome::Failed;
  box.sent.clear();
  say("m2");
  for (int i = 0; i < 20; ++i) world.pass(world.config.limits.push_pace);
  EXPECT_EQ(box.sent.size(), world.config.limits.push_failures);
}

TEST_F(PushTest, AResultOfAnOlderRegistrationIsOfNoConcern) {
  box.answers = false;
  leave();
  say("m1");
  const std::uint64_t number = box.last.number;
  bob.come_online();
  bob.ask("<iq type='set' id='w'><enable xmlns='urn:xmpp:push:0' jid='push.example.org' node='n2'/></iq>");
  leave();
  box.tell(number, Outcome::Gone);
  world.pass(world.config.limits.push_pace);
  say("m2");
  EXPECT_EQ(box.sent, (std::vector<std::string>{"n1", "n2"}));
}

TEST_F(PushTest, LongAfterwardsHeIsWokenAnew) {
  leave();
  say("m1");
  world.pass(std::chrono::minutes{5});
  say("m2");
  EXPECT_EQ(box.sent.size(), 2U);
}

}  // namespace
}  // namespace assay::server
