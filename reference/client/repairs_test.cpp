#include "reference/client/repairs.hpp"

#include <gtest/gtest.h>

namespace assay::client {
namespace {

TEST(Repairs, GiveTheOriginalFiveTimesToWhomItWentTo) {
  Repairs repairs;
  repairs.sent({"bob@example.org", "m1", {xml::Element("a", "b")}});
  repairs.sent({"bob@example.org", "m1", {xml::Element("a", "another")}});
  EXPECT_EQ(repairs.wanted("eve@example.org", "alice@example.org", "m1"), nullptr);
  EXPECT_EQ(repairs.wanted("bob@example.org", "alice@example.org", "m2"), nullptr);
  for (unsigned i = 0; i < kRepairsOfOne; ++i) {
    const Original* original = repairs.wanted(i == 0 ? "alice@example.org" : "bob@example.org", "alice@example.org", "m1");
    ASSERT_NE(original, nullptr);
    EXPECT_EQ(original->content.front().local(), "b");
  }
  EXPECT_EQ(repairs.wanted("bob@example.org", "alice@example.org", "m1"), nullptr);
}

TEST(Repairs, AreTakenWhereTheyWereAskedFor) {
  Repairs repairs;
  EXPECT_FALSE(repairs.came("bob@example.org", "m1"));
  EXPECT_TRUE(repairs.ask("bob@example.org", "m1"));
  EXPECT_FALSE(repairs.came("eve@example.org", "m1"));
  EXPECT_TRUE(repairs.came("bob@example.org", "m1"));
  EXPECT_FALSE(repairs.came("bob@example.org", "m1")) << "once";
  for (unsigned i = 1; i < kRepairsOfOne; ++i) EXPECT_TRUE(repairs.ask("bob@example.org", "m1"));
  EXPECT_FALSE(repairs.ask("bob@example.org", "m1"));
}

}  // namespace
}  // namespace assay::client
