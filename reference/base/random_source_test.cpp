#include "reference/base/random_source.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(KeyedRandom, DependsOnSeedNameAndPositionAlone) {
  KeyedRandom one(7, "link/1");
  KeyedRandom whole(7, "link/1");
  Bytes split = one.bytes(3);
  split += one.bytes(10);
  EXPECT_EQ(whole.bytes(13), split);
  EXPECT_NE(KeyedRandom(7, "link/2").bytes(13), split);
  EXPECT_NE(KeyedRandom(8, "link/1").bytes(13), split);
}

TEST(KeyedRandom, GivesTheSameOnEveryCompiler) {
  EXPECT_EQ(hex(KeyedRandom(1, "golden").bytes(16)), "31bad85eeb87d12f67f0d21b1cf44163");
  EXPECT_EQ(derived_seed(1, "golden"), 10725664060635123549U);
}

TEST(RandomSource, BelowIsUniform) {
  KeyedRandom random(1, "below");
  std::array<int, 6> counts{};
  for (int i = 0; i < 6'000; ++i) ++counts[random.below(6)];
  // chi-square with 5 degrees of freedom; the stream is fixed, so this is no matter of luck.
  double chi = 0;
  for (int count : counts) chi += (count - 1000.0) * (count - 1000.0) / 1000.0;
  EXPECT_LT(chi, 20.5);
  EXPECT_EQ(random.below(1), 0U);
}

TEST(SystemRandom, TokensAreUrlSafeAndDoNotRepeat) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const std::string token = random.token(16);
    EXPECT_EQ(token.size(), 22U);
    EXPECT_TRUE(seen.insert(token).second);
  }
}

}  // namespace
}  // namespace assay
