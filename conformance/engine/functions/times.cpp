// Stamps (XEP-0082). `{after now}` calls now(). days_from_now(n): the stamp of n days later.

#include <charconv>
#include <chrono>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

namespace {

/// A century: more would overflow the clock's count of nanoseconds.
constexpr int kDays = 36'500;

Answer days_from_now(const Arguments& a, Surroundings& around) {
  int days = 0;
  const std::string& text = a[0].text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc{} || end != text.data() + text.size() || days < -kDays || days > kDays)
    return fail(fmt::format("\"{}\" is not a number of days", text));
  return text_value(date_time(around.wall() + std::chrono::days{days}));
}

}  // namespace

Family times() {
  const auto stamp = [](const Arguments&, Surroundings& around) -> Answer { return text_value(date_time(around.wall())); };
  return {{"now", 0, 0, stamp}, {"date_time", 0, 0, stamp}, {"days_from_now", 1, 1, days_from_now}};
}

}  // namespace assay::conformance::engine::functions
