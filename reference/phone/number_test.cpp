#include "reference/phone/number.hpp"

#include <gtest/gtest.h>

namespace assay::phone {
namespace {

TEST(Number, SpellingsOfOneNumberAreOneNumber) {
  const auto number = Number::parse("+12025550101");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->digits(), "12025550101");
  EXPECT_EQ(Number::parse("(202) 555-0101", "US"), number);
  EXPECT_EQ(Number::parse("+1 202-555-0101", "DE"), number);
  EXPECT_EQ(Number::parse("001 202 555 0101", "DE"), number);
  EXPECT_EQ(number->region(), "US");
}

TEST(Number, RefusesWhatTheNumberingPlanDoesNotHave) {
  for (const char* text : {"", "+1", "+1202555010", "+120255501011", "hello", "2025550101", "+999123456789", "+12025550101;ext=5"}) {
    EXPECT_FALSE(Number::parse(text)) << text;
  }
  EXPECT_FALSE(Number::parse(std::string(65, '1'), "US"));
}

}  // namespace
}  // namespace assay::phone
