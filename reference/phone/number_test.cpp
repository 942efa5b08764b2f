#include "reference/phone/number.hpp"

#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <phonenumbers/phonenumberutil.h>

namespace assay::phone {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;

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

// What the library makes of it by its patterns for all spellings; "" if nothing.
std::string as_the_library_reads(const std::string& text) {
  const PhoneNumberUtil& plan = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  std::string out;
  if (plan.Parse(text, "ZZ", &number) == PhoneNumberUtil::NO_PARSING_ERROR && plan.IsValidNumber(number)) {
    plan.Format(number, PhoneNumberUtil::E164, &out);
  }
  return out;
}

// Numbers like the examples of every region and kind, and any of every calling code.
TEST(Number, ReadsCanonicalSpellingsAsTheLibraryDoes) {
  const PhoneNumberUtil& plan = *PhoneNumberUtil::GetInstance();
  std::mt19937 random(7);
  std::size_t valid = 0;
  const auto check = [&](const std::string& text) {
    const auto number = Number::parse(text);
    valid += number ? 1 : 0;
    EXPECT_EQ(number ? number->international() : "", as_the_library_reads(text)) << text;
  };
  const auto digit = [&] { return static_cast<char>('0' + random() % 10); };
  std::set<std::string> regions;
  plan.GetSupportedRegions(&regions);
  for (const std::string& region : regions) {
    for (int type = 0; type <= PhoneNumberUtil::UNKNOWN; ++type) {
      i18n::phonenumbers::PhoneNumber example;
      if (!plan.GetExampleNumberForType(region, static_cast<PhoneNumberUtil::PhoneNumberType>(type), &example)) continue;
      std::string text;
      plan.Format(example, PhoneNumberUtil::E164, &text);
      check(text);
      for (std::size_t kept = text.size() - 1; kept > 3; kept -= 2) {
        std::string other = text;
        for (std::size_t i = kept; i < other.size(); ++i) other[i] = digit();
        check(other);
      }
    }
  }
  std::set<int> codes;
  plan.GetSupportedCallingCodes(&codes);
  for (const int code : codes) {
    for (int i = 0; i < 50; ++i) {
      std::string text = "+" + std::to_string(code);
      for (std::size_t left = 4 + random() % 9; left > 0; --left) text += digit();
      check(text);
    }
  }
  EXPECT_GT(valid, 3'000U);
}

}  // namespace
}  // namespace assay::phone
