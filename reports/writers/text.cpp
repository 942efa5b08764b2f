#include "reports/writers/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace assay::reports {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

struct Lead {
  std::size_t octets;
  char32_t bits;
  char32_t smallest;
};

/// By the first octet of a well-formed sequence (RFC 3629 section 4); octets == 0 for one that starts none.
Lead lead_of(unsigned char first) {
  if (first < 0x80U) return {1, first, 0};
  if (first >= 0xC2U && first <= 0xDFU) return {2, first & 0x1FU, 0x80};
  if (first >= 0xE0U && first <= 0xEFU) return {3, first & 0x0FU, 0x800};
  if (first >= 0xF0U && first <= 0xF4U) return {4, first & 0x07U, 0x10000};
  return {0, 0, 0};
}

bool is_scalar(char32_t value) { return value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF); }

bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_unshowable(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || (c & 0xFFFEU) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

void append_picture(std::string& out, char32_t control) {
  const auto index = static_cast<unsigned char>(control == 0x7F ? 0x21 : control);
  out += "\xE2\x90";
  out += static_cast<char>(0x80U + index);
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const Lead lead = lead_of(static_cast<unsigned char>(text.front()));
  if (lead.octets == 0) return {0xFFFD, 1};
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.octets; ++i) {
    if (i >= text.size() || !is_continuation(text[i])) return {0xFFFD, i};
    value = value << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  if (value < lead.smallest || !is_scalar(value)) return {0xFFFD, lead.octets};
  return {value, lead.octets};
}

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const char32_t c = point.value;
    if (c == 0xFFFD || is_unshowable(c)) {
      out += kReplacement;
    } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      append_picture(out, c);
    } else if (turns_direction(c)) {
      out += fmt::format("<U+{:04X}>", static_cast<unsigned>(c));
    } else {
      out += text.substr(0, point.octets);
    }
    text.remove_prefix(point.octets);
  }
  return out;
}

std::string clean_line(std::string_view text) {
  std::string out = clean(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return out;
}

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](const Range& r) { return c >= r.first && c <= r.last; });
}

// The blocks that appear in messages; not the whole of Unicode's tables. A missing one costs alignment alone.
constexpr std::array<Range, 7> kCombining{
    {{0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x64B, 0x65F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200D}, {0xFE00, 0xFE0F}}};
constexpr std::array<Range, 8> kWide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0xA4CF},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFF00, 0xFF60},
                                      {0x1F300, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

std::size_t columns_of(char32_t c) {
  if (in(kCombining, c)) return 0;
  return in(kWide, c) ? 2 : 1;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    sum += columns_of(point.value);
    text.remove_prefix(point.octets);
  }
  return sum;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::string out;
  std::size_t used = 0;
  while (true) {
    const CodePoint point = first_code_point(text);
    const std::size_t more = columns_of(point.value);
    if (used + more > width - 1) break;
    used += more;
    out += text.substr(0, point.octets);
    text.remove_prefix(point.octets);
  }
  return out + "…";
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return out;
}

std::string spoken(Duration duration) {
  const auto ns = duration.count();
  const double seconds = static_cast<double>(ns) / 1e9;
  if (ns < 1'000'000) return fmt::format("{} us", ns / 1'000);
  if (ns < 1'000'000'000) return fmt::format("{:.1f} ms", seconds * 1e3);
  if (seconds < 60) return fmt::format("{:.2f} s", seconds);
  const auto whole = ns / 1'000'000'000;
  if (whole < 3'600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  if (whole < 86'400) return fmt::format("{} h {} min", whole / 3'600, whole / 60 % 60);
  return fmt::format("{} d {} h", whole / 86'400, whole / 3'600 % 24);
}

std::string offset(Duration at) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(at).count();
  const auto whole = milliseconds / 1'000;
  if (whole < 86'400) return fmt::format("{}.{:03}", whole, milliseconds % 1'000);
  return fmt::format("{}d {:02}:{:02}:{:02}.{:03}", whole / 86'400, whole / 3'600 % 24, whole / 60 % 60, whole % 60, milliseconds % 1'000);
}

std::string counted(std::size_t count, std::string_view noun) { return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s"); }

std::string folder_of(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(file.substr(0, slash));
}

bool is_known_deviation(const ScenarioReport& scenario) {
  if (is_known_failure(scenario)) return true;
  const auto is_new = [](const Check& check) { return check.verdict == Verdict::Warn && !check.known; };
  return scenario.verdict == Verdict::Warn && std::none_of(scenario.checks.begin(), scenario.checks.end(), is_new);
}

std::vector<ChapterResult> chapter_results(const RunReport& run) {
  std::vector<ChapterResult> chapters;
  for (const RequirementResult& result : requirement_results(run)) {
    const std::string id = result.id.substr(0, result.id.find('-'));
    auto found = std::find_if(chapters.begin(), chapters.end(), [&](const ChapterResult& chapter) { return chapter.id == id; });
    if (found == chapters.end()) {
      const Requirement* requirement = find_requirement(run, result.id);
      const std::string where = requirement == nullptr ? std::string() : requirement->where;
      found = chapters.insert(chapters.end(), {id, where.substr(0, where.rfind(':')), {}});
    }
    found->counts.add(result.verdict);
  }
  return chapters;
}

std::size_t folded_rows(const ScenarioReport& scenario) {
  constexpr std::size_t kFewRows = 4;
  return scenario.setup_rows < kFewRows || scenario.setup_rows >= scenario.ladder.size() ? 0 : scenario.setup_rows;
}

LadderWindow ladder_window(std::size_t rows, std::size_t limit) {
  if (rows <= limit) return {rows, 0};
  return {limit / 4, rows - limit};
}

}  // namespace assay::reports
