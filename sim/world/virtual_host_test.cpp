#include "sim/world/virtual_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/tls/certificate.hpp"
#include "reference/tls/context.hpp"
#include "sim/world/echo_machines_test.hpp"

namespace assay::sim::world {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

using Security = AskingMachine::Security;

constexpr std::uint16_t kPlainPort = 7;
constexpr std::uint16_t kTlsPort = 8;

tls::Identity server_identity() {
  KeyedRandom random(1, "certificate");
  const WallTime start = kernel::kDefaultWallStart;
  return tls::self_signed({"server"}, tls::KeyKind::Ed25519, {start - 24h, start + 365 * 24h}, random);
}

/// A server that echoes and a phone that asks, over a link of the profile.
struct EchoWorld {
  EchoWorld(std::uint64_t seed, const network::LinkProfile& profile, const AskingMachine::Options& options)
      : net(queue, trace, seed), server_tls(seed, "tls/server"), phone_tls(seed, "tls/phone"), phone(seed, options) {
    const tls::Identity identity = server_identity();
    server_host.emplace(queue, net, server, server_tls,
                        VirtualHost::Options{.name = "server", .tls = {.server = *tls::Context::server(identity), .client = {}}});
    phone_host.emplace(
        queue, net, phone, phone_tls,
        VirtualHost::Options{.name = "phone",
                             .tls = {.server = {}, .client = *tls::Context::client(tls::TrustPem{identity.certificate_pem})}});
    server_host->listen(kPlainPort, "plain");
    server_host->listen(kTlsPort, "tls");
    net.set_link("phone", "server", profile);
    port_ = options.security == Security::Tls ? kTlsPort : kPlainPort;
  }
  void start() {
    phone.start({"server", port_});
    phone_host->poke();
  }
  void run() {
    while (queue.run_next()) {
    }
  }
  std::string run_from_start() {
    start();
    run();
    return trace.hex();
  }

  kernel::Clock clock;
  kernel::EventQueue queue{clock};
  kernel::TraceHash trace;
  network::Network net;
  KeyedRandom server_tls;
  KeyedRandom phone_tls;
  EchoMachine server;
  AskingMachine phone;
  std::optional<VirtualHost> server_host;
  std::optional<VirtualHost> phone_host;

 private:
  std::uint16_t port_ = kPlainPort;
};

/// A node without a machine.
class RawClient final : public network::Node {
 public:
  void accepted(network::End, const Endpoint&, std::uint16_t) override {}
  void opened(network::End) override { log.emplace_back("opened"); }
  void received(network::End, ByteView octets) override { log.emplace_back(octets); }
  void sent(network::End, std::size_t) override {}
  void peer_finished(network::End) override {}
  void closed(network::End, network::Ending ending) override {
    log.emplace_back(ending == network::Ending::Finished ? "finished" : "failed");
  }

  std::vector<std::string> log;
};

class VirtualHostTest : public testing::TestWithParam<Security> {};

TEST_P(VirtualHostTest, AskedAndAnswered) {
  EchoWorld world(1, network::LinkProfile::wifi(), {.security = GetParam(), .rounds = 10});
  world.run_from_start();
  EXPECT_EQ(world.phone.answers, 10);
  EXPECT_EQ(world.phone.octets_sent, 320U);
  EXPECT_THAT(world.phone.endings, ElementsAre(CloseReason::Finished));
  EXPECT_THAT(world.server.endings, ElementsAre(CloseReason::Finished));
  EXPECT_THAT(world.server.peers, testing::Each(testing::StartsWith("phone at 2026-01-01T00:00:00.0")));
  EXPECT_EQ(world.phone.facts.version, GetParam() == Security::Tls ? "TLSv1.3" : "");
  EXPECT_EQ(world.server_host->connections(), 0U);
  EXPECT_EQ(world.net.connections(), 0U);
}

TEST_P(VirtualHostTest, OctetByOctet) {
  const network::LinkProfile profile =
      network::LinkProfile::both({.split = network::Split::EveryOctet, .coalescing = network::Coalescing::Never});
  EchoWorld world(1, profile, {.security = GetParam(), .rounds = 3});
  world.run_from_start();
  EXPECT_EQ(world.phone.answers, 3);
  EXPECT_THAT(world.phone.endings, ElementsAre(CloseReason::Finished));
}

TEST_P(VirtualHostTest, ThirtyDaysPassInNoTime) {
  EchoWorld world(1, network::LinkProfile::subway(), {.security = GetParam(), .pause = 1h, .rounds = 30 * 24});
  world.run_from_start();
  EXPECT_EQ(world.phone.answers, 30 * 24);
  EXPECT_GT(world.clock.monotonic().time_since_epoch(), (30 * 24 - 1) * 1h);
  EXPECT_LT(world.queue.events_run(), 10'000U);
}

TEST_P(VirtualHostTest, TheSameSeedIsTheSameTrace) {
  const auto trace_of = [](std::uint64_t seed) {
    return EchoWorld(seed, network::LinkProfile::lte(), {.security = GetParam(), .pause = 1s, .rounds = 20}).run_from_start();
  };
  const std::string first = trace_of(1);
  EXPECT_EQ(first, trace_of(1));
  EXPECT_NE(first, trace_of(2));
}

// The constants are for builds by different compilers to be compared with. They change when the network or TLS changes its octets:
// an OpenSSL with another order of extensions changes the second.
TEST_P(VirtualHostTest, GoldenTrace) {
  EchoWorld world(7, network::LinkProfile::lte(), {.security = GetParam(), .pause = 1s, .rounds = 20});
  EXPECT_EQ(world.run_from_start(), GetParam() == Security::None ? "e593a89234ac66c575a88869fb3887c8" : "8c6225bd8d93ef0435617bc913758f6c");
}

TEST_P(VirtualHostTest, ACrashResetsThePeer) {
  EchoWorld world(1, network::LinkProfile::wifi(), {.security = GetParam(), .pause = 1s, .rounds = 100});
  world.start();
  world.queue.run_until(Instant{5'500ms});
  EXPECT_GE(world.phone.answers, 5);
  world.server_host.reset();
  world.run();
  EXPECT_THAT(world.phone.endings, ElementsAre(CloseReason::Reset));
  EXPECT_THAT(world.server.endings, IsEmpty());
  EXPECT_EQ(world.net.connections(), 0U);
}

TEST_P(VirtualHostTest, ACutConnectionEndsOnBothSides) {
  EchoWorld world(1, network::LinkProfile::wifi(), {.security = GetParam(), .rounds = 100});
  world.net.cut_next_at("phone", "server", network::Direction::Up, 1'000);
  world.run_from_start();
  EXPECT_THAT(world.phone.endings, ElementsAre(CloseReason::Reset));
  EXPECT_THAT(world.server.endings, ElementsAre(CloseReason::Reset));
  EXPECT_LT(world.phone.answers, 100);
}

INSTANTIATE_TEST_SUITE_P(Security, VirtualHostTest, testing::Values(Security::None, Security::Tls),
                         [](const auto& test) { return test.param == Security::Tls ? "Tls" : "Plain"; });

TEST(VirtualHost, RefusedWhereNobodyListens) {
  EchoWorld world(1, network::LinkProfile::wifi(), {});
  world.server_host->stop_listening(kPlainPort);
  world.run_from_start();
  EXPECT_THAT(world.phone.endings, ElementsAre(CloseReason::Refused));
}

TEST(VirtualHost, WhatOneEventBringsIsOneTurn) {
  EchoWorld world(1, network::LinkProfile::both({.delay = network::Delay::constant(10ms)}), {});
  RawClient client;
  const network::NodeId id = world.net.add_node("raw", client);
  world.net.set_link("raw", "server", network::LinkProfile::both({.delay = network::Delay::constant(10ms)}));
  const network::End end = world.net.connect(id, {"server", kPlainPort});
  world.run();
  EXPECT_EQ(world.server.turns, 1);
  world.net.write(end, "question");
  world.net.finish(end);
  world.queue.run_next();  // it leaves
  world.queue.run_next();  // it arrives: octets and end at once
  EXPECT_EQ(world.server.turns, 2);
  EXPECT_EQ(world.queue.now().monotonic, Instant{30ms});
  world.run();
  EXPECT_THAT(client.log, ElementsAre("opened", "question", "finished"));
}

TEST(VirtualHost, APokeIsOneTurnHoweverOften) {
  EchoWorld world(1, network::LinkProfile::wifi(), {});
  world.server_host->poke();
  world.server_host->poke();
  EXPECT_EQ(world.server.turns, 0);
  world.run();
  EXPECT_EQ(world.server.turns, 1);
}

TEST(VirtualHost, APokeOfAHostThatIsGoneIsNothing) {
  EchoWorld world(1, network::LinkProfile::wifi(), {});
  world.server_host->poke();
  world.server_host.reset();
  world.run();
  EXPECT_EQ(world.server.turns, 0);
}

TEST(VirtualHost, EachHostHasItsOwnWallClock) {
  EchoWorld world(1, network::LinkProfile::instant(), {});
  world.server_host->jump_wall(-1h);
  world.run_from_start();
  EXPECT_THAT(world.server.peers, ElementsAre("phone at 2025-12-31T23:00:00.000Z"));
  EXPECT_EQ(date_time(world.phone_host->now().wall), "2026-01-01T00:00:00.000Z");
}

TEST_P(VirtualHostTest, AFrozenHostGoesOnWhereItWas) {
  EchoWorld world(1, network::LinkProfile::wifi(), {.security = GetParam(), .pause = 1s, .rounds = 5});
  world.start();
  world.queue.run_for(2500ms);
  const int answers = world.phone.answers;
  EXPECT_GT(answers, 0);
  world.server_host->freeze();
  world.queue.run_for(10min);
  EXPECT_EQ(world.phone.answers, answers);
  EXPECT_THAT(world.phone.endings, IsEmpty()) << "its connections stay";
  world.server_host->thaw();
  world.run();
  EXPECT_EQ(world.phone.answers, 5);
  EXPECT_THAT(world.phone.endings, ElementsAre(CloseReason::Finished));
}

TEST(VirtualHost, AFrozenHostAcceptsLater) {
  EchoWorld world(1, network::LinkProfile::instant(), {});
  world.server_host->freeze();
  world.start();
  world.queue.run_for(10s);
  EXPECT_THAT(world.server.peers, IsEmpty());
  world.server_host->thaw();
  world.run();
  EXPECT_THAT(world.server.peers, ElementsAre("phone at 2026-01-01T00:00:10.000Z"));
  EXPECT_EQ(world.phone.answers, 1);
}

class StuckMachine final : public QueueingMachine {
 public:
  void handle(Conn, const Event&, const Now&) override {}
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return Instant{}; }
};

TEST(VirtualHostDeathTest, AMachineThatNeverMovesItsDeadlineIsFoundOut) {
  EchoWorld world(1, network::LinkProfile::instant(), {});
  StuckMachine stuck;
  KeyedRandom random(1, "stuck");
  VirtualHost host(world.queue, world.net, stuck, random, {.name = "stuck", .tls = {}});
  host.poke();
  EXPECT_DEATH(world.run(), "deadlines_at_last_instant_");
}

}  // namespace
}  // namespace assay::sim::world
