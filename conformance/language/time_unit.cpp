#include "conformance/language/time_unit.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace assay::conformance::language {
namespace {

constexpr Duration kLongest = std::chrono::hours{24 * 3'650};
constexpr std::array<std::pair<std::string_view, Duration>, 4> kUnits{{{"second", std::chrono::seconds{1}},
                                                                       {"minute", std::chrono::minutes{1}},
                                                                       {"hour", std::chrono::hours{1}},
                                                                       {"day", std::chrono::hours{24}}}};

}  // namespace

std::optional<Duration> time_unit(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  for (const auto& [name, span] : kUnits) {
    if (name == word) return span;
  }
  return std::nullopt;
}

std::optional<Duration> time_span(std::string_view count, std::string_view unit) {
  const std::optional<Duration> one = time_unit(unit);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), number);
  const bool is_number = error == std::errc{} && end == count.data() + count.size() && !count.empty() && number >= 0;
  if (!one || !is_number || number > kLongest / *one) return std::nullopt;
  return *one * number;
}

}  // namespace assay::conformance::language
