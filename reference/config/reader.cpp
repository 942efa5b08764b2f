#include "reference/config/reader.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "reference/config/nearest.hpp"

namespace assay::config {
namespace {

struct Unit {
  std::string_view suffix;
  std::uint64_t factor;
};
constexpr Unit kDurations[] = {
    {"ms", 1'000'000}, {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}, {"d", 86'400'000'000'000}};
constexpr Unit kSizes[] = {{"", 1}, {"KiB", 1'024}, {"MiB", 1'048'576}, {"GiB", 1'073'741'824}};
constexpr std::uint64_t kLargest = 9'223'372'036'854'775'807ULL;

template <class Units>
std::optional<std::uint64_t> with_unit(std::string_view text, const Units& units) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data()) {
    return std::nullopt;
  }
  const auto suffix = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const auto& unit : units) {
    if (suffix == unit.suffix && number <= kLargest / unit.factor) {
      return number * unit.factor;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  if (text == "0") {
    return Duration::zero();
  }
  const auto count = with_unit(text, kDurations);
  return count ? std::optional(Duration(static_cast<Duration::rep>(*count))) : std::nullopt;
}

std::optional<std::uint64_t> parse_size(std::string_view text) { return with_unit(text, kSizes); }

MapReader::MapReader(const Source& source, const Node& node, Diagnostics& diagnostics)
    : source_(source), node_(node), diagnostics_(diagnostics) {
  if (!node.is_map()) {
    blame(node, fmt::format("expected a map, found {}", noun(node.kind)));
  }
}

bool MapReader::has(std::string_view key) const { return node_.find(key) != nullptr; }

const Node* MapReader::node(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
    asked_.emplace_back(key);
  }
  return node_.find(key);
}

const Node* MapReader::scalar(std::string_view key) {
  const auto* found = node(key);
  if (found != nullptr && !found->is_scalar()) {
    blame(*found, fmt::format("'{}' wants a text, found {}", key, noun(found->kind)));
    return nullptr;
  }
  return found;
}

std::string MapReader::required_text(std::string_view key) {
  if (!has(key)) {
    static_cast<void>(node(key));
    blame(node_, fmt::format("'{}' is missing", key));
    return {};
  }
  return text(key);
}

std::string MapReader::text(std::string_view key, std::string fallback) {
  const auto* found = scalar(key);
  return found == nullptr ? fallback : found->text;
}

std::string MapReader::choice(std::string_view key, const std::vector<std::string>& allowed) {
  const auto* found = scalar(key);
  if (found == nullptr) {
    return allowed.front();
  }
  if (std::find(allowed.begin(), allowed.end(), found->text) == allowed.end()) {
    blame(*found, fmt::format("'{}' can't be '{}'", key, found->text), suggestion(found->text, allowed));
    return allowed.front();
  }
  return found->text;
}

bool MapReader::flag(std::string_view key, bool fallback) {
  const auto* found = scalar(key);
  if (found == nullptr || found->text == "true" || found->text == "false") {
    return found == nullptr ? fallback : found->text == "true";
  }
  blame(*found, fmt::format("'{}' wants true or false", key));
  return fallback;
}

std::int64_t MapReader::integer(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
  const auto* found = scalar(key);
  if (found == nullptr) {
    return fallback;
  }
  std::int64_t number = 0;
  const char* end = found->text.data() + found->text.size();
  const auto [stop, error] = std::from_chars(found->text.data(), end, number);
  if (error != std::errc() || stop != end || number < least || number > most) {
    blame(*found, fmt::format("'{}' wants a whole number from {} to {}", key, least, most));
    return fallback;
  }
  return number;
}

Duration MapReader::duration(std::string_view key, Duration fallback) {
  const auto* found = scalar(key);
  if (found == nullptr) {
    return fallback;
  }
  const auto value = parse_duration(found->text);
  if (!value) {
    blame(*found, fmt::format("'{}' wants a time", key), "such as 250ms, 30s, 10m, 12h or 7d");
  }
  return value.value_or(fallback);
}

std::uint64_t MapReader::size(std::string_view key, std::uint64_t fallback) {
  const auto* found = scalar(key);
  if (found == nullptr) {
    return fallback;
  }
  const auto value = parse_size(found->text);
  if (!value) {
    blame(*found, fmt::format("'{}' wants a size", key), "such as 512, 64KiB or 10MiB");
  }
  return value.value_or(fallback);
}

std::vector<std::string> MapReader::texts(std::string_view key) {
  const auto* found = node(key);
  if (found == nullptr) {
    return {};
  }
  if (found->is_scalar()) {
    return {found->text};
  }
  if (!found->is_sequence()) {
    blame(*found, fmt::format("'{}' wants a list of texts, found {}", key, noun(found->kind)));
    return {};
  }
  std::vector<std::string> texts;
  for (const auto& item : found->items) {
    if (item.is_scalar()) {
      texts.push_back(item.text);
    } else {
      blame(item, fmt::format("expected a text, found {}", noun(item.kind)));
    }
  }
  return texts;
}

void MapReader::blame(const Node& node, std::string message, std::string help) {
  const auto length =
      node.end.line == node.place.line && node.end.column >= node.place.column ? node.end.column - node.place.column + 1 : 1;
  diagnostics_.push_back(error_at(source_, node.place, length, std::move(message), std::move(help)));
}

void MapReader::finish() {
  for (const auto& entry : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key.text) == asked_.end()) {
      blame(entry.key, fmt::format("unknown key '{}'", entry.key.text), suggestion(entry.key.text, asked_));
    }
  }
}

}  // namespace assay::config
