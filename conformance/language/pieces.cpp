#include "conformance/language/pieces.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "conformance/language/trimmed.hpp"
#include "reference/config/reader.hpp"

namespace assay::conformance::language {
namespace {

std::optional<std::size_t> count(std::string_view text) {
  text = trimmed(text);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

std::optional<std::vector<std::size_t>> positions(std::string_view text) {
  std::vector<std::size_t> out;
  for (;;) {
    const std::size_t comma = text.find(',');
    const auto position = count(text.substr(0, comma));
    if (!position || (!out.empty() && *position <= out.back())) return std::nullopt;
    out.push_back(*position);
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::vector<Bytes> Pieces::cut(ByteView octets) const {
  std::vector<Bytes> out;
  std::size_t nth = 0;
  std::size_t from = 0;
  while (from < octets.size()) {
    std::size_t to = octets.size();
    if (size > 0 && out.size() + 1 < kMost) to = std::min(to, from + size);
    if (size == 0 && nth < positions.size()) to = std::min(to, positions[nth++]);
    out.emplace_back(octets.substr(from, to - from));
    from = to;
  }
  return out;
}

Result<Pieces, std::string> parse_pieces(std::string_view text) {
  constexpr std::string_view kEvery = " every ";
  constexpr std::string_view kAt = "at ";
  const std::string wrong = fmt::format("'{}' says no pieces", text);
  Pieces pieces;
  if (const std::size_t at = text.find(kEvery); at != std::string_view::npos) {
    const auto every = config::parse_duration(trimmed(text.substr(at + kEvery.size())));
    if (!every || *every <= Duration{}) return fail(wrong);
    pieces.every = *every;
    text = text.substr(0, at);
  }
  if (text.substr(0, kAt.size()) == kAt) {
    auto where = positions(text.substr(kAt.size()));
    if (!where) return fail(wrong);
    pieces.positions = *std::move(where);
    return pieces;
  }
  const auto size = count(text);
  if (!size) return fail(wrong);
  pieces.size = *size;
  return pieces;
}

}  // namespace assay::conformance::language
