#include "reference/base/endpoint.hpp"

#include <charconv>

namespace assay {
namespace {

constexpr auto kNone = std::string_view::npos;

std::optional<std::uint16_t> port_of(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return port;
}

// Without brackets a colon would leave it open where the address ends.
std::optional<std::string_view> host_of(std::string_view text) {
  const bool in_brackets = text.size() > 2 && text.front() == '[' && text.back() == ']';
  const std::string_view inner = in_brackets ? text.substr(1, text.size() - 2) : text;
  if (inner.empty() || inner.find_first_of("[] \t") != kNone) return std::nullopt;
  if ((inner.find(':') != kNone) != in_brackets) return std::nullopt;
  return inner;
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == kNone) return std::nullopt;
  const auto host = host_of(text.substr(0, colon));
  const auto port = port_of(text.substr(colon + 1));
  if (!host || !port) return std::nullopt;
  return Endpoint{std::string(*host), *port};
}

std::string to_text(const Endpoint& endpoint) {
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace assay
