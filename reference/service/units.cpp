#include "reference/service/units.hpp"

#include "reference/config/reader.hpp"

namespace assay::service {
namespace {

struct Unit {
  const char* name;
  std::uint64_t size;
};
constexpr Unit kTimes[] = {{" d", 86'400'000'000'000}, {" h", 3'600'000'000'000}, {" min", 60'000'000'000}, {" s", 1'000'000'000}};
constexpr Unit kSizes[] = {{" GiB", 1'073'741'824}, {" MiB", 1'048'576}, {" KiB", 1'024}};

/// "10 min" as "10m": scenarios know one spelling, people several.
std::string joined(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == std::string_view::npos) return std::string{text};
  std::string_view unit = text.substr(digits);
  if (unit.front() == ' ') unit.remove_prefix(1);
  if (unit == "min") unit = "m";
  return std::string{text.substr(0, digits)} + std::string{unit};
}

template <class Units>
std::string in_units(std::uint64_t number, const Units& units, const char* smallest, std::uint64_t smallest_size) {
  for (const Unit& unit : units) {
    if (number > 0 && number % unit.size == 0) return std::to_string(number / unit.size) + unit.name;
  }
  return std::to_string(number / smallest_size) + smallest;
}

}  // namespace

std::optional<Duration> time_of(std::string_view text) { return config::parse_duration(joined(text)); }
std::optional<std::uint64_t> size_of(std::string_view text) { return config::parse_size(joined(text)); }
std::string to_text(Duration time) { return in_units(static_cast<std::uint64_t>(time.count()), kTimes, " ms", 1'000'000); }
std::string size_text(std::uint64_t octets) { return in_units(octets, kSizes, "", 1); }

}  // namespace assay::service
