#include "reference/phone/number.hpp"

#include <string>

#include <phonenumbers/phonenumberutil.h>

#include "reference/phone/plans.hpp"

namespace assay::phone {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kLongestText = 64;
constexpr std::size_t kShortest = 8;  // of a canonical one, with "+"
constexpr std::size_t kLongest = 16;

const PhoneNumberUtil& plan() { return *PhoneNumberUtil::GetInstance(); }

constexpr int kMexico = 52;  // whose numbers are read without the "1" that mobile ones had until 2019

// Most numbers of an address book are written as E.164 has them: "+12025550101". Reading them with the library's patterns for all
// spellings takes twenty times as long as matching those of its calling code, so it is done here where it has only one outcome; number_test
// holds it against the library.
bool is_canonical(std::string_view text) {
  if (text.size() < kShortest || text.size() > kLongest || text.front() != '+') return false;
  const std::string_view digits = text.substr(1);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const Plans& plans = Plans::all();
  const int code = plans.calling_code(digits);
  if (code == 0 || code == kMexico) return false;
  const std::string_view national = digits.substr(code < 10 ? 1 : code < 100 ? 2 : 3);
  // The prefix of calls within the country: somebody may have written it behind the calling code.
  const std::string& prefix = plans.national_prefix(code);
  if (!prefix.empty() && national.starts_with(prefix)) return false;
  if (national.find_first_not_of('0') == std::string_view::npos) return false;
  return plans.has(code, national);
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
