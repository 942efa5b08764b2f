// What the parameters of a profile do to octets, and that each link throws its own dice.

#include "sim/network/profile.hpp"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/network/recording_node_test.hpp"

namespace assay::sim::network {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::ElementsAre;
using testing::Le;
using testing::SizeIs;

/// What `profile` makes of a thousand octets written at once.
std::vector<std::size_t> pieces_of_a_thousand(const DirectionProfile& profile) {
  TwoNodes world(LinkProfile::both(profile));
  world.network.write(world.connected(), Bytes(1'000, 'x'));
  world.run();
  EXPECT_EQ(world.server.all_octets.size(), 1'000U);
  return world.server.pieces;
}

TEST(Profile, SplitNone) { EXPECT_THAT(pieces_of_a_thousand({.delay = Delay::constant(1ms)}), ElementsAre(1'000)); }

TEST(Profile, SplitEveryOctetWithoutCoalescing) {
  const auto pieces = pieces_of_a_thousand({.split = Split::EveryOctet, .coalescing = Coalescing::Never});
  EXPECT_THAT(pieces, SizeIs(1'000));
}

TEST(Profile, CoalescingJoinsWhatIsDueAtOneInstant) {
  EXPECT_THAT(pieces_of_a_thousand({.delay = Delay::constant(1ms), .split = Split::EveryOctet}), ElementsAre(1'000));
}

TEST(Profile, SplitRandomStaysBelowTheMss) {
  const auto pieces = pieces_of_a_thousand({.split = Split::Random, .mss = 100, .coalescing = Coalescing::Never});
  EXPECT_THAT(pieces, Each(Le(100U)));
  EXPECT_GT(pieces.size(), 10U);
  EXPECT_LT(pieces.size(), 100U);
}

TEST(Profile, WithoutCoalescingEachSegmentIsAnEvent) {
  TwoNodes world(LinkProfile::both({.split = Split::EveryOctet, .coalescing = Coalescing::Never}));
  world.network.write(world.connected(), "ab");
  while (world.server.pieces.empty()) world.queue.run_next();
  EXPECT_THAT(world.server.pieces, ElementsAre(1));
  world.queue.run_next();
  EXPECT_THAT(world.server.pieces, ElementsAre(1, 1));
}

TEST(Profile, UniformDelayStaysWithinItsBoundsAndVaries) {
  TwoNodes world(LinkProfile::both({.delay = Delay::uniform(10ms, 20ms)}));
  const End end = world.connected();
  Duration shortest = 1h;
  Duration longest{};
  for (int i = 0; i < 200; ++i) {
    const Duration before = world.time();
    world.network.write(end, "x");
    world.run();
    shortest = std::min(shortest, world.time() - before);
    longest = std::max(longest, world.time() - before);
  }
  EXPECT_GE(shortest, 10ms);
  EXPECT_LT(shortest, 11ms);
  EXPECT_GT(longest, 19ms);
  EXPECT_LE(longest, 20ms);
}

TEST(Profile, RandomDelaysNeverReorder) {
  TwoNodes world(LinkProfile::both({.delay = Delay::uniform(0ms, 500ms), .split = Split::Random, .mss = 3, .window = 7}));
  Bytes text(1'000, '\0');
  std::iota(text.begin(), text.end(), '\0');
  world.network.write(world.connected(), text);
  world.run();
  EXPECT_EQ(world.server.all_octets, text);
}

TEST(Profile, BandwidthTakesItsTime) {
  TwoNodes world(LinkProfile::both({.octets_per_second = 1'000}));
  world.network.write(world.connected(), Bytes(500, 'x'));
  world.network.write(End{2}, Bytes(500, 'x'));
  world.run();
  EXPECT_EQ(world.time(), 1s);
}

TEST(Profile, Names) {
  for (const std::string_view name : profile_names()) EXPECT_TRUE(profile_named(name)) << name;
  EXPECT_FALSE(profile_named("carrier pigeon"));
  EXPECT_EQ(profile_named("subway")->up.outage->off, 30s);
  EXPECT_EQ(profile_named("lan")->down.delay.min, 200us);
  EXPECT_EQ(profile_named("wifi")->down.delay.max, 10ms);
  EXPECT_EQ(profile_named("lte")->up.octets_per_second, 1'250'000U);
}

/// The times at which `server` receives one octet each second from "phone", beside `others` more phones that do the same.
std::vector<Instant> arrivals_beside(int others, std::uint64_t seed) {
  TwoNodes world(LinkProfile::lte(), seed);
  std::vector<std::unique_ptr<RecordingNode>> nodes;
  std::vector<End> ends;
  for (int i = 0; i < others; ++i) {
    const std::string name = "other" + std::to_string(i);
    nodes.push_back(std::make_unique<RecordingNode>());
    world.network.set_link(name, "server", LinkProfile::lte());
    ends.push_back(world.network.connect(world.network.add_node(name, *nodes.back()), {"server", 5222}));
  }
  const End end = world.connect();
  const End at_server{static_cast<std::uint32_t>(end) + 1};
  std::vector<Instant> arrivals;
  world.server.on_received = [&](End at, ByteView) {
    if (at == at_server) arrivals.push_back(world.clock.monotonic());
  };
  for (int i = 0; i < 20; ++i) {
    world.queue.run_for(1s);
    for (const End other : ends) world.network.write(other, "y");
    world.network.write(end, "x");
  }
  world.run();
  return arrivals;
}

TEST(Profile, OtherLinksDoNotChangeALinksDraws) {
  const auto alone = arrivals_beside(0, 1);
  EXPECT_THAT(alone, SizeIs(20));
  EXPECT_EQ(alone, arrivals_beside(1, 1));
  EXPECT_EQ(alone, arrivals_beside(5, 1));
  EXPECT_NE(alone, arrivals_beside(0, 2));
}

// The constant pins the trace for every compiler and optimisation. It changes when the network's behaviour does.
TEST(Profile, TraceOfAConversation) {
  const auto trace_of = [](std::uint64_t seed) {
    TwoNodes world(LinkProfile::both({.delay = Delay::uniform(1ms, 90ms), .split = Split::Random, .mss = 16}), seed);
    world.server.on_received = [&](End at, ByteView octets) { world.network.write(at, octets); };
    const End end = world.connect();
    for (int i = 0; i < 50; ++i) {
      world.network.write(end, "message " + std::to_string(i));
      world.queue.run_for(20ms);
    }
    world.network.finish(end);
    world.run();
    world.network.finish(world.server.last_end);
    world.run();
    EXPECT_EQ(world.phone.log.back(), "finished");
    return world.trace.hex();
  };
  EXPECT_EQ(trace_of(1), trace_of(1));
  EXPECT_NE(trace_of(1), trace_of(2));
  EXPECT_EQ(trace_of(1), "539d5b33ce2deff2fd3a891876afe258");
}

}  // namespace
}  // namespace assay::sim::network
