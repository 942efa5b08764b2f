// Texts, octets, and their spellings.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"

namespace assay::conformance::engine::functions {

namespace {

/// What repeat() may make: above every limit that a scenario could want to exceed.
constexpr std::size_t kRepeatedOctets = 16'777'216;

std::optional<std::size_t> number(const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Answer concat(const Arguments& arguments, Surroundings&) {
  std::string joined;
  for (const match::Value& argument : arguments) joined += argument.text;
  return text_value(std::move(joined));
}

Answer sorted_lines(const Arguments& arguments, Surroundings&) {
  std::vector<std::string> lines;
  for (const match::Value& argument : arguments) lines.push_back(argument.text + "\n");
  std::sort(lines.begin(), lines.end());
  std::string joined;
  for (const std::string& line : lines) joined += line;
  return text_value(std::move(joined));
}

Answer repeat(const Arguments& arguments, Surroundings&) {
  const std::optional<std::size_t> times = number(arguments[1].text);
  if (!times) return fail(fmt::format("\"{}\" is not a number", arguments[1].text));
  const std::string& unit = arguments[0].text;
  if (!unit.empty() && *times > kRepeatedOctets / unit.size()) return fail(std::string("more than 16 MiB"));
  std::string repeated;
  repeated.reserve(unit.size() * *times);
  for (std::size_t i = 0; i < *times; ++i) repeated += unit;
  return text_value(std::move(repeated));
}

Answer decoded(std::optional<Bytes> octets, const char* spelling) {
  if (!octets) return fail(fmt::format("the argument is not {}", spelling));
  return text_value(*std::move(octets));
}

Answer altered(const Arguments& arguments, Surroundings&) {
  std::string octets = arguments[0].text;
  if (octets.empty()) return fail(std::string("there is no octet to alter"));
  octets.back() = static_cast<char>(octets.back() ^ 1);
  return text_value(std::move(octets));
}

}  // namespace

/// concat(a, b, ...), sorted_lines(a, b, ...): in the order of octets, each with a line feed behind it; repeat(text, times), base64,
/// base64_decode, base64url, hex, hex_decode; size(text): how many octets it has; altered(octets): with another
/// last octet.
Family octets() {
  return {
      {"concat", 0, 64, concat},
      {"sorted_lines", 0, 64, sorted_lines},
      {"repeat", 2, 2, repeat},
      {"size", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(std::to_string(a[0].text.size())); }},
      {"base64", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(base64(a[0].text)); }},
      {"base64_decode", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return decoded(from_base64(a[0].text), "base64"); }},
      {"base64url", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(base64url(a[0].text)); }},
      {"hex", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(hex(a[0].text)); }},
      {"altered", 1, 1, altered},
      {"hex_decode", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return decoded(from_hex(a[0].text), "hexadecimal"); }},
  };
}

}  // namespace assay::conformance::engine::functions
