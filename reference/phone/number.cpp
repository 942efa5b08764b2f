#include "reference/phone/number.hpp"

#include <bitset>
#include <charconv>
#include <cstdint>
#include <set>
#include <string>

#include <phonenumbers/phonenumberutil.h>

namespace assay::phone {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kLongestText = 64;
constexpr std::size_t kShortest = 8;  // of a canonical one, with "+"
constexpr std::size_t kLongest = 16;

const PhoneNumberUtil& plan() { return *PhoneNumberUtil::GetInstance(); }

constexpr int kCallingCodes = 1'000;
constexpr int kMexico = 52;  // whose numbers are read without the "1" that mobile ones had until 2019

// No calling code begins with another, so the first that is one is the number's.
int calling_code(std::string_view digits) {
  static const std::bitset<kCallingCodes> kAssigned = [] {
    std::set<int> codes;
    plan().GetSupportedCallingCodes(&codes);
    std::bitset<kCallingCodes> assigned;
    for (const int code : codes) assigned.set(static_cast<std::size_t>(code));
    return assigned;
  }();
  int code = 0;
  for (std::size_t i = 0; i < 3 && i < digits.size(); ++i) {
    code = 10 * code + (digits[i] - '0');
    if (kAssigned.test(static_cast<std::size_t>(code))) return code;
  }
  return 0;
}

// The prefix of calls within the country; somebody may have written it behind the calling code.
std::string national_prefix(int code) {
  std::string region;
  std::string prefix;
  plan().GetRegionCodeForCountryCode(code, &region);
  plan().GetNddPrefixForRegion(region, true, &prefix);
  return prefix;
}

// Most numbers of an address book are written as E.164 has them: "+12025550101". Reading them with the library's patterns for all
// spellings takes longer than asking whether there is such a number, so the reading is done here where it has only one outcome; number_test
// holds it against the library's.
bool is_canonical(std::string_view text) {
  if (text.size() < kShortest || text.size() > kLongest || text.front() != '+') return false;
  const std::string_view digits = text.substr(1);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const int code = calling_code(digits);
  if (code == 0 || code == kMexico) return false;
  const std::string_view national = digits.substr(code < 10 ? 1 : code < 100 ? 2 : 3);
  const std::string prefix = national_prefix(code);
  if (!prefix.empty() && national.starts_with(prefix)) return false;
  const std::size_t zeros = national.find_first_not_of('0');
  if (zeros == std::string_view::npos) return false;
  std::uint64_t value = 0;
  (void)std::from_chars(national.data(), national.data() + national.size(), value);
  PhoneNumber number;
  number.set_country_code(code);
  number.set_national_number(value);
  if (zeros > 0) number.set_italian_leading_zero(true);
  if (zeros > 1) number.set_number_of_leading_zeros(static_cast<int>(zeros));
  return plan().IsValidNumber(number);
}

}  // namespace

std::optional<Number> Number::parse(std::string_view text, std::string_view region) {
  if (text.size() > kLongestText) return std::nullopt;
  Number number;
  if (is_canonical(text)) {
    number.digits_ = text.substr(1);
    return number;
  }
  PhoneNumber parsed;
  const std::string from = region.empty() ? "ZZ" : std::string(region);
  if (plan().Parse(std::string(text), from, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  if (parsed.has_extension() || !plan().IsValidNumber(parsed)) return std::nullopt;
  std::string formatted;
  plan().Format(parsed, PhoneNumberUtil::E164, &formatted);
  number.digits_ = formatted.substr(1);
  return number;
}

std::string Number::region() const {
  PhoneNumber parsed;
  std::string out;
  if (plan().Parse(international(), "ZZ", &parsed) == PhoneNumberUtil::NO_PARSING_ERROR) plan().GetRegionCodeForNumber(parsed, &out);
  return out;
}

}  // namespace assay::phone
