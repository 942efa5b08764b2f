#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;

// OFF-03: a month's mail is more than a turn can expire, and does not wait for another hour.
TEST(Offline, WhatIsTooOldGoesInTurnsOneAfterAnother) {
  World world;
  world.config.limits.message_burst = world.config.limits.messages_per_hour = 1'000'000;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  alice.appear();
  bob.register_number();
  constexpr int kMessages = 2'500;
  for (int i = 0; i < kMessages; ++i) alice.message(bob, "m" + std::to_string(i), "old");
  alice.ask("</stream:stream>");
  const auto rest = [&] { return *world.server->next_deadline() - world.now.monotonic; };
  world.pass(world.config.limits.mailbox_time + std::chrono::hours{1});
  int turns = 1;
  for (; rest() < std::chrono::seconds{1} && turns < 100; ++turns) world.pass(rest());
  EXPECT_EQ(turns, 3);
  bob.come_online();
  EXPECT_THAT(bob.all(), testing::HasSubstr("messages='0'"));
}

}  // namespace
}  // namespace assay::server
