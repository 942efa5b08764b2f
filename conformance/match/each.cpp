#include "conformance/match/each.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "conformance/match/number.hpp"

namespace assay::conformance::match {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The first place of `mark` outside braces.
std::size_t find_outside(std::string_view text, std::string_view mark) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, mark.size()) == mark) {
      return at;
    }
    if (text[at] == '{') {
      at = find_closing_brace(text, at + 1);
      if (at == std::string_view::npos) {
        break;
      }
    }
  }
  return std::string_view::npos;
}

bool read(std::string_view text, TextTemplate& out) {
  const auto own = trimmed(text);
  auto parsed = parse_text(own);
  if (own.empty() || !parsed) {
    return false;
  }
  out = std::move(*parsed);
  return true;
}

bool is_end(const TextTemplate& text) {
  const auto* literal = text.literal();
  return literal == nullptr || number(*literal).has_value();
}

}  // namespace

bool parse_rounds(std::string_view text, Each& each) {
  if (const auto dots = find_outside(text, ".."); dots != std::string_view::npos) {
    return read(text.substr(0, dots), each.low) && read(text.substr(dots + 2), each.high) && is_end(each.low) && is_end(each.high);
  }
  while (true) {
    const auto comma = find_outside(text, ",");
    TextTemplate item;
    if (!read(text.substr(0, comma), item)) {
      return false;
    }
    each.items.push_back(std::move(item));
    if (comma == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(comma + 1);
  }
}

Result<Each, std::string> parse_each(std::string_view text) {
  Each each;
  const auto in = text.find(" in ");
  const auto name = trimmed(text.substr(0, in));
  if (in == std::string_view::npos || !is_name(name) || !parse_rounds(text.substr(in + 4), each)) {
    return fail(fmt::format("'{}' names no rounds", text));
  }
  each.name = std::string(name);
  return each;
}

Result<std::vector<std::string>, std::string> unrolled(const Each& each, Bindings& bindings, FunctionTable& functions, std::size_t most) {
  std::vector<std::string> values;
  for (const auto& item : each.items) {
    auto value = evaluate(item, bindings, functions);
    if (!value) {
      return fail(std::move(value.error()));
    }
    values.push_back(std::move(*value));
  }
  if (!each.items.empty()) {
    return values;
  }
  const auto low = evaluate(each.low, bindings, functions);
  const auto high = evaluate(each.high, bindings, functions);
  if (!low || !high) {
    return fail(!low ? low.error() : high.error());
  }
  const auto first = number(*low);
  const auto last = number(*high);
  if (!first || !last) {
    return fail(fmt::format("'{}..{}' is no range of whole numbers", *low, *high));
  }
  if (*first <= *last && static_cast<std::uint64_t>(*last) - static_cast<std::uint64_t>(*first) >= most) {
    return fail(fmt::format("'{}..{}' has more than {} rounds", *low, *high, most));
  }
  for (std::int64_t round = 0; *first <= *last && round <= *last - *first; ++round) {
    values.push_back(std::to_string(*first + round));
  }
  return values;
}

}  // namespace assay::conformance::match
