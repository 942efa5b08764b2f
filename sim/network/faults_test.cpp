// Each fault acts, in the way its declaration says.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/network/recording_node_test.hpp"

namespace assay::sim::network {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Faults, StallHoldsOneDirectionBack) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.stall("phone", "server", Direction::Up);
  world.network.write(end, "up");
  world.network.write(world.server.last_end, "down");
  world.queue.run_for(1h);
  EXPECT_EQ(world.server.all_octets, "");
  EXPECT_EQ(world.phone.all_octets, "down");
  world.network.unstall("phone", "server", Direction::Up);
  world.run();
  EXPECT_EQ(world.server.all_octets, "up");
}

TEST(Faults, StallCatchesWhatIsUnderWay) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.write(end, "up");
  world.network.stall("phone", "server", Direction::Up);
  world.queue.run_for(1h);
  EXPECT_EQ(world.server.all_octets, "");
}

TEST(Faults, AStalledLinkNeitherOpensNorRefuses) {
  TwoNodes world(ten_milliseconds());
  world.network.stall("phone", "server", Direction::Down);
  world.connect();
  world.queue.run_for(1h);
  EXPECT_THAT(world.server.log, ElementsAre("accepted phone on 5222"));
  EXPECT_THAT(world.phone.log, IsEmpty());
}

TEST(Faults, RefuseAndAllow) {
  TwoNodes world(ten_milliseconds());
  world.network.refuse("phone", "server");
  world.connect();
  world.run();
  world.network.allow("phone", "server");
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("refused", "opened"));
}

class CutAtEveryOctet : public testing::TestWithParam<std::uint64_t> {};

TEST_P(CutAtEveryOctet, APrefixArrivesAndBothEndsLearn) {
  TwoNodes world(ten_milliseconds());
  const Bytes text = "eightoct";
  world.network.cut_next_at("phone", "server", Direction::Up, GetParam());
  const End end = world.connected();
  world.network.write(end, text);
  world.network.finish(end);
  world.queue.run_for(10ms);
  EXPECT_EQ(world.server.all_octets, text.substr(0, GetParam()));
  EXPECT_EQ(world.server.log.back(), "reset");
  EXPECT_THAT(world.phone.log, IsEmpty());
  world.queue.run_for(10ms);
  EXPECT_THAT(world.phone.log, ElementsAre("reset"));
  EXPECT_EQ(world.network.connections(), 0U);
}
INSTANTIATE_TEST_SUITE_P(Faults, CutAtEveryOctet, testing::Range<std::uint64_t>(0, 9));

TEST(Faults, CutBeyondTheEndCutsNothing) {
  TwoNodes world(ten_milliseconds());
  world.network.cut_next_at("phone", "server", Direction::Up, 9);
  const End end = world.connected();
  world.network.write(end, "eightoct");
  world.network.finish(end);
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("received 8", "peer finished"));
}

TEST(Faults, CutNextHitsOneConnectionOnly) {
  TwoNodes world(ten_milliseconds());
  world.network.cut_next_at("phone", "server", Direction::Down, 2);
  world.server.on_accepted = [&](End end) { world.network.write(end, "hello"); };
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("opened", "received 2", "reset"));
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("opened", "received 2", "reset", "opened", "received 5"));
}

TEST(Faults, CutNowLosesWhatIsUnderWay) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.write(end, "lost");
  world.network.cut("phone", "server");
  EXPECT_THAT(world.phone.log, IsEmpty());
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("reset"));
  EXPECT_THAT(world.server.log, ElementsAre("reset"));
  EXPECT_EQ(world.network.connections(), 0U);
}

TEST(Faults, AnOutageDelaysUntilItIsOver) {
  LinkProfile profile = ten_milliseconds();
  profile.up.outage = Outage{1s, 2s};
  TwoNodes world(profile);
  const End end = world.connected();
  world.queue.run_until(Instant{995ms});
  world.network.write(end, "into the tunnel");
  world.queue.run_until(Instant{2'999ms});
  EXPECT_EQ(world.server.all_octets, "");
  world.queue.run_until(Instant{3s});
  EXPECT_EQ(world.server.all_octets, "into the tunnel");
}

}  // namespace
}  // namespace assay::sim::network
