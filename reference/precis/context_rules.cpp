#include "reference/precis/context_rules.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "reference/base/assert.hpp"

namespace assay::precis {
namespace {

constexpr std::uint8_t kVirama = 9;  // canonical combining class

bool is_arabic_digit(char32_t c) { return c >= 0x0660 && c <= 0x0669; }
bool is_extended_arabic_digit(char32_t c) { return c >= 0x06F0 && c <= 0x06F9; }

UScriptCode script(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(static_cast<UChar32>(c), &status);
  ASSAY_ASSERT(U_SUCCESS(status) != 0);
  return code;
}

bool is_japanese(char32_t c) {
  const UScriptCode code = script(c);
  return code == USCRIPT_HIRAGANA || code == USCRIPT_KATAKANA || code == USCRIPT_HAN;
}

std::int32_t joining_type(char32_t c) { return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_JOINING_TYPE); }

// Past those that joining does not see: whether the next one joins.
template <class Iterator>
bool joins(Iterator from, Iterator end, std::int32_t type) {
  const Iterator next = std::find_if(from, end, [](char32_t c) { return joining_type(c) != U_JT_TRANSPARENT; });
  return next != end && (joining_type(*next) == type || joining_type(*next) == U_JT_DUAL_JOINING);
}

// A.1 and A.2.
bool join_control_may_stand(std::u32string_view text, std::size_t at) {
  if (at > 0 && u_getCombiningClass(static_cast<UChar32>(text[at - 1])) == kVirama) return true;
  if (text[at] == 0x200D) return false;
  const std::u32string_view before = text.substr(0, at);
  const std::u32string_view after = text.substr(at + 1);
  return joins(before.rbegin(), before.rend(), U_JT_LEFT_JOINING) && joins(after.begin(), after.end(), U_JT_RIGHT_JOINING);
}

}  // namespace

bool may_stand(std::u32string_view text, std::size_t at) {
  const char32_t c = text[at];
  const bool has_before = at > 0;
  const bool has_after = at + 1 < text.size();
  switch (c) {
    case 0x200C:
    case 0x200D: return join_control_may_stand(text, at);
    case 0x00B7: return has_before && has_after && text[at - 1] == U'l' && text[at + 1] == U'l';  // A.3
    case 0x0375: return has_after && script(text[at + 1]) == USCRIPT_GREEK;                       // A.4
    case 0x05F3:
    case 0x05F4: return has_before && script(text[at - 1]) == USCRIPT_HEBREW;  // A.5, A.6
    case 0x30FB: return std::any_of(text.begin(), text.end(), is_japanese);    // A.7
    default: break;
  }
  if (is_arabic_digit(c)) return std::none_of(text.begin(), text.end(), is_extended_arabic_digit);  // A.8
  ASSAY_ASSERT(is_extended_arabic_digit(c));
  return std::none_of(text.begin(), text.end(), is_arabic_digit);  // A.9
}

}  // namespace assay::precis
