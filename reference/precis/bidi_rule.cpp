#include "reference/precis/bidi_rule.hpp"

#include <algorithm>
#include <cstdint>

#include <unicode/uchar.h>

namespace assay::precis {
namespace {

// A character's bidi class as a bit, so that the rule's sets are masks.
std::uint32_t direction(char32_t c) { return U_MASK(u_charDirection(static_cast<UChar32>(c))); }

constexpr std::uint32_t kL = U_MASK(U_LEFT_TO_RIGHT);
constexpr std::uint32_t kR = U_MASK(U_RIGHT_TO_LEFT) | U_MASK(U_RIGHT_TO_LEFT_ARABIC);
constexpr std::uint32_t kAn = U_MASK(U_ARABIC_NUMBER);
constexpr std::uint32_t kEn = U_MASK(U_EUROPEAN_NUMBER);
constexpr std::uint32_t kNsm = U_MASK(U_DIR_NON_SPACING_MARK);
constexpr std::uint32_t kNeutral = U_MASK(U_EUROPEAN_NUMBER_SEPARATOR) | U_MASK(U_COMMON_NUMBER_SEPARATOR) |
                                   U_MASK(U_EUROPEAN_NUMBER_TERMINATOR) | U_MASK(U_OTHER_NEUTRAL) | U_MASK(U_BOUNDARY_NEUTRAL) | kNsm;

bool consists_of(std::u32string_view text, std::uint32_t allowed) {
  return std::all_of(text.begin(), text.end(), [&](char32_t c) { return (direction(c) & allowed) != 0; });
}

bool contains(std::u32string_view text, std::uint32_t wanted) {
  return std::any_of(text.begin(), text.end(), [&](char32_t c) { return (direction(c) & wanted) != 0; });
}

bool ends_in(std::u32string_view text, std::uint32_t allowed) {
  const auto last = std::find_if(text.rbegin(), text.rend(), [](char32_t c) { return direction(c) != kNsm; });
  return last != text.rend() && (direction(*last) & allowed) != 0;
}

}  // namespace

bool is_bidi(std::u32string_view text) { return contains(text, kR | kAn); }

bool obeys_bidi_rule(std::u32string_view text) {
  if (text.empty()) return false;
  const std::uint32_t first = direction(text.front());
  if ((first & kR) != 0) {                                                                              // condition 1
    if (!consists_of(text, kR | kAn | kEn | kNeutral) || !ends_in(text, kR | kEn | kAn)) return false;  // 2, 3
    return !(contains(text, kEn) && contains(text, kAn));                                               // 4
  }
  return first == kL && consists_of(text, kL | kEn | kNeutral) && ends_in(text, kL | kEn);  // 1, 5, 6
}

}  // namespace assay::precis
