#include "reference/net/busy.hpp"

#include <array>

#include <gtest/gtest.h>

namespace assay::net {
namespace {

using std::chrono::milliseconds;

class WhetherBusy : public testing::Test {
 protected:
  void speak(std::size_t connections, milliseconds at) {
    for (std::size_t one = 0; one < connections; ++one) busy.spoke(marks.at(one), Instant{at});
  }

  Busy busy;
  std::array<Busy::Mark, 20> marks{};
};

TEST_F(WhetherBusy, IsNotAtFirst) { EXPECT_FALSE(busy.is_busy()); }

TEST_F(WhetherBusy, OneThatSpeaksOftenIsOne) {
  for (int turn = 0; turn < 9; ++turn) speak(1, milliseconds{1'000 + turn});
  EXPECT_FALSE(busy.is_busy());
}

TEST_F(WhetherBusy, ManyAre) {
  speak(kBusyConnections - 1, milliseconds{1'000});
  EXPECT_FALSE(busy.is_busy());
  speak(kBusyConnections, milliseconds{1'009});
  EXPECT_TRUE(busy.is_busy());
}

TEST_F(WhetherBusy, IsStillInTheNextWindow) {
  speak(kBusyConnections, milliseconds{1'000});
  speak(1, milliseconds{1'011});
  EXPECT_TRUE(busy.is_busy());
  speak(1, milliseconds{1'022});
  EXPECT_FALSE(busy.is_busy());
}

TEST_F(WhetherBusy, IsNotBehindAQuietTime) {
  speak(kBusyConnections, milliseconds{1'000});
  speak(1, milliseconds{5'000});
  EXPECT_FALSE(busy.is_busy());
}

}  // namespace
}  // namespace assay::net
