// What a connection does when nothing goes wrong. Faults: faults_test.cpp; the shape of the octets: profile_test.cpp.

#include "sim/network/network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/network/recording_node_test.hpp"

namespace assay::sim::network {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Network, ConnectTakesOneRoundTrip) {
  TwoNodes world(ten_milliseconds());
  world.connect();
  world.queue.run_until(Instant{19ms});
  EXPECT_THAT(world.server.log, ElementsAre("accepted phone on 5222"));
  EXPECT_THAT(world.phone.log, IsEmpty());
  world.queue.run_until(Instant{20ms});
  EXPECT_THAT(world.phone.log, ElementsAre("opened"));
}

TEST(Network, NobodyListensThere) {
  TwoNodes world(ten_milliseconds());
  world.network.connect(world.phone_id, {"server", 5223});
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("refused"));
  EXPECT_EQ(world.time(), 20ms);
  EXPECT_THAT(world.server.log, IsEmpty());
  EXPECT_EQ(world.network.connections(), 0U);
}

TEST(Network, NoSuchHost) {
  TwoNodes world(ten_milliseconds());
  world.network.connect(world.phone_id, {"elsewhere", 5222});
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("refused"));
  EXPECT_EQ(world.network.connections(), 0U);
}

TEST(Network, StoppedListening) {
  TwoNodes world(ten_milliseconds());
  world.network.stop_listening(world.server_id, 5222);
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("refused"));
}

TEST(Network, OctetsGoBothWays) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.write(end, "ping");
  world.run();
  EXPECT_EQ(world.server.all_octets, "ping");
  EXPECT_EQ(world.phone.sent_octets, 4U);
  world.network.write(world.server.last_end, "pong!");
  world.run();
  EXPECT_EQ(world.phone.all_octets, "pong!");
  EXPECT_EQ(world.time(), 40ms);
}

TEST(Network, WhatIsWrittenBeforeItOpensArrivesAfterwards) {
  TwoNodes world(ten_milliseconds());
  world.network.write(world.connect(), "early");
  world.run();
  EXPECT_EQ(world.server.all_octets, "early");
  EXPECT_EQ(world.time(), 30ms);
}

TEST(Network, TheServerMaySpeakFirst) {
  TwoNodes world(ten_milliseconds());
  world.server.on_accepted = [&](End end) { world.network.write(end, "welcome"); };
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("opened", "received 7"));
}

TEST(Network, NothingCallsBackFromWithinACall) {
  TwoNodes world(LinkProfile::instant());
  const End end = world.connect();
  EXPECT_THAT(world.phone.log, IsEmpty());
  world.run();
  world.network.write(end, "x");
  world.network.finish(end);
  EXPECT_EQ(world.phone.sent_octets, 0U);
  EXPECT_TRUE(world.server.all_octets.empty());
}

TEST(Network, HalfClosedTheOtherWayStillWorks) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.write(end, "last words");
  world.network.finish(end);
  world.network.write(end, "too late");
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("received 10", "peer finished"));
  world.network.write(world.server.last_end, "answer");
  world.network.finish(world.server.last_end);
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("received 10", "peer finished", "finished"));
  EXPECT_THAT(world.phone.log, ElementsAre("received 6", "peer finished", "finished"));
  EXPECT_EQ(world.network.connections(), 0U);
}

TEST(Network, BothFinishAtOnce) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.finish(end);
  world.network.finish(End{static_cast<std::uint32_t>(end) + 1});
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("peer finished", "finished"));
  EXPECT_THAT(world.server.log, ElementsAre("peer finished", "finished"));
}

TEST(Network, AbortIsAResetForTheOtherAndSilenceForUs) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.write(end, "on its way");
  world.network.abort(end);
  world.network.write(end, "never");
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("received 10", "reset"));
  EXPECT_THAT(world.phone.log, IsEmpty());
  EXPECT_EQ(world.network.connections(), 0U);
}

TEST(Network, AbortBeforeItOpened) {
  TwoNodes world(ten_milliseconds());
  world.network.abort(world.connect());
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("accepted phone on 5222", "reset"));
  EXPECT_THAT(world.phone.log, IsEmpty());
  EXPECT_EQ(world.network.connections(), 0U);
}

TEST(Network, AbortFromWithinReceived) {
  TwoNodes world(LinkProfile::both({.delay = Delay::constant(10ms), .split = Split::EveryOctet}));
  const End end = world.connected();
  world.server.on_received = [&](End at, ByteView) { world.network.abort(at); };
  world.network.write(end, "abc");
  world.queue.run_for(10ms);
  world.network.write(end, "def");
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("received 3"));
  EXPECT_THAT(world.phone.log, ElementsAre("reset"));
}

TEST(Network, TheWindowHoldsBackWhatAPausedReaderDoesNotTake) {
  LinkProfile profile = ten_milliseconds();
  profile.up.window = 1'000;
  TwoNodes world(profile);
  const End end = world.connected();
  const End server_end = world.server.last_end;
  world.network.pause(server_end);
  world.network.write(end, Bytes(2'500, 'x'));
  world.run();
  EXPECT_EQ(world.phone.sent_octets, 1'000U);
  EXPECT_EQ(world.network.pending(end), 1'500U);
  EXPECT_TRUE(world.server.all_octets.empty());
  world.network.resume(server_end);
  world.run();
  EXPECT_EQ(world.phone.sent_octets, 2'500U);
  EXPECT_EQ(world.network.pending(end), 0U);
  EXPECT_EQ(world.server.all_octets, Bytes(2'500, 'x'));
  EXPECT_THAT(world.server.pieces, ElementsAre(1'000, 1'000, 500));
}

TEST(Network, AFinishWaitsForAPausedReaderAResetDoesNot) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.pause(world.server.last_end);
  world.network.write(end, "unread");
  world.network.finish(end);
  world.run();
  EXPECT_THAT(world.server.log, IsEmpty());
  world.network.abort(end);
  world.run();
  EXPECT_THAT(world.server.log, ElementsAre("reset"));
}

TEST(Network, PausingAfterOctetsLeftKeepsThem) {
  TwoNodes world(ten_milliseconds());
  const End end = world.connected();
  world.network.write(end, "under way");
  world.network.pause(world.server.last_end);
  world.run();
  EXPECT_THAT(world.server.log, IsEmpty());
  world.network.resume(world.server.last_end);
  world.run();
  EXPECT_EQ(world.server.all_octets, "under way");
}

TEST(Network, ARemovedNodeResetsItsConnectionsAndMayComeBack) {
  TwoNodes world(ten_milliseconds());
  world.connected();
  world.network.remove_node(world.server_id);
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("reset"));
  EXPECT_THAT(world.server.log, IsEmpty());
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("reset", "refused"));
  RecordingNode again;
  world.network.listen(world.network.add_node("server", again), 5222);
  world.connect();
  world.run();
  EXPECT_THAT(world.phone.log, ElementsAre("reset", "refused", "opened"));
}

}  // namespace
}  // namespace assay::sim::network
