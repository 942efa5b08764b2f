#include "reference/server/account_number.hpp"

#include "reference/phone/number.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kDigitsMin = 7;
constexpr std::size_t kDigitsMax = 15;  // E.164
constexpr std::size_t kTextOctets = 64;

// The digits of "+1 (999) 555-0101".
std::optional<std::string> international_digits(std::string_view text) {
  if (text.empty() || text.front() != '+' || text.size() > kTextOctets) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (std::string_view{" -.()"}.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  if (digits.size() < kDigitsMin || digits.size() > kDigitsMax) return std::nullopt;
  return digits;
}

}  // namespace

std::optional<std::string> account_digits(std::string_view text, std::string_view region, const Config& config) {
  if (const auto number = phone::Number::parse(text, region)) return number->digits();
  if (config.test_numbers.empty()) return std::nullopt;
  const std::optional<std::string> digits = international_digits(text);
  if (!digits) return std::nullopt;
  for (const std::string& prefix : config.test_numbers) {
    if (digits->rfind(prefix, 0) == 0) return digits;
  }
  return std::nullopt;
}

}  // namespace assay::server
