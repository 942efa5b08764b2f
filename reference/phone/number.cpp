#include "reference/phone/number.hpp"

#include <phonenumbers/phonenumberutil.h>

namespace assay::phone {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kLongestText = 64;

const PhoneNumberUtil& plan() { return *PhoneNumberUtil::GetInstance(); }

}  // namespace

std::optional<Number> Number::parse(std::string_view text, std::string_view region) {
  if (text.size() > kLongestText) return std::nullopt;
  PhoneNumber parsed;
  const std::string from = region.empty() ? "ZZ" : std::string(region);
  if (plan().Parse(std::string(text), from, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  if (parsed.has_extension() || !plan().IsValidNumber(parsed)) return std::nullopt;
  std::string formatted;
  plan().Format(parsed, PhoneNumberUtil::E164, &formatted);
  Number number;
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
