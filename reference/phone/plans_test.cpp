#include "reference/phone/plans.hpp"

#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <phonenumbers/phonenumberutil.h>

namespace assay::phone {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

const PhoneNumberUtil& library() { return *PhoneNumberUtil::GetInstance(); }

bool is_valid_in_the_library(int code, const std::string& national) {
  PhoneNumber number;
  number.set_country_code(code);
  number.set_national_number(std::stoull("0" + national));
  const std::size_t zeros = std::min(national.find_first_not_of('0'), national.size() - 1);
  if (zeros > 0) number.set_italian_leading_zero(true);
  if (zeros > 1) number.set_number_of_leading_zeros(static_cast<int>(zeros));
  return library().IsValidNumber(number);
}

std::set<int> calling_codes() {
  std::set<int> codes;
  library().GetSupportedCallingCodes(&codes);
  return codes;
}

TEST(Plans, HaveTheCallingCodesOfTheLibrary) {
  const std::set<int> codes = calling_codes();
  for (int code = 1; code < 1'000; ++code) {
    const std::string digits = std::to_string(code) + "5550101";
    const int found = Plans::all().calling_code(digits);
    EXPECT_EQ(codes.contains(code), found == code) << code;
  }
  EXPECT_EQ(Plans::all().calling_code("999123456789"), 0);
  EXPECT_EQ(Plans::all().calling_code(""), 0);
}

TEST(Plans, HaveTheNationalPrefixesOfTheLibrary) {
  for (const int code : calling_codes()) {
    std::string region;
    std::string prefix;
    library().GetRegionCodeForCountryCode(code, &region);
    library().GetNddPrefixForRegion(region, true, &prefix);
    EXPECT_EQ(Plans::all().national_prefix(code), prefix) << code;
  }
}

// Numbers like the examples of every region and kind: whole, cut, longer, and with other digits behind each prefix.
TEST(Plans, HaveTheNumbersOfTheLibrary) {
  std::mt19937 random(11);
  std::size_t valid = 0;
  const auto digit = [&] { return static_cast<char>('0' + random() % 10); };
  const auto check = [&](int code, const std::string& national) {
    if (national.empty() || national.size() > 15) return;
    const bool expected = is_valid_in_the_library(code, national);
    EXPECT_EQ(Plans::all().has(code, national), expected) << "+" << code << " " << national;
    valid += expected ? 1 : 0;
  };
  const auto check_like = [&](int code, const std::string& example) {
    check(code, example);
    check(code, example + digit());
    for (std::size_t kept = 0; kept < example.size(); ++kept) {
      check(code, example.substr(0, kept));
      std::string other = example;
      for (std::size_t i = kept; i < other.size(); ++i) other[i] = digit();
      check(code, other);
    }
  };
  std::set<std::string> regions;
  library().GetSupportedRegions(&regions);
  for (const std::string& region : regions) {
    for (int type = 0; type <= PhoneNumberUtil::UNKNOWN; ++type) {
      PhoneNumber example;
      if (!library().GetExampleNumberForType(region, static_cast<PhoneNumberUtil::PhoneNumberType>(type), &example)) continue;
      std::string national;
      library().GetNationalSignificantNumber(example, &national);
      check_like(example.country_code(), national);
    }
  }
  for (const int code : calling_codes()) {
    PhoneNumber example;
    if (!library().GetExampleNumberForNonGeoEntity(code, &example)) continue;
    std::string national;
    library().GetNationalSignificantNumber(example, &national);
    check_like(code, national);
  }
  for (const int code : calling_codes()) {
    for (int i = 0; i < 100; ++i) {
      std::string national;
      for (std::size_t left = 4 + random() % 9; left > 0; --left) national += digit();
      check(code, national);
    }
  }
  EXPECT_GT(valid, 5'000U);
}

}  // namespace
}  // namespace assay::phone
