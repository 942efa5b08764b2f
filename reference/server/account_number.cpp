#include "reference/server/account_number.hpp"

#include <algorithm>

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
  return digits && is_test_number(*digits, config) ? digits : std::nullopt;
}

bool is_test_number(std::string_view digits, const Config& config) { return begins_with_one_of(digits, config.test_numbers); }

bool begins_with_one_of(std::string_view digits, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) { return digits.starts_with(prefix); });
}

}  // namespace assay::server
