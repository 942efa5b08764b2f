#include "reference/precis/profiles.hpp"

#include <algorithm>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "reference/base/assert.hpp"
#include "reference/precis/bidi_rule.hpp"
#include "reference/precis/context_rules.hpp"
#include "reference/precis/derived_property.hpp"
#include "reference/precis/utf.hpp"

namespace assay::precis {
namespace {

enum class StringClass { Identifier, Freeform };

constexpr int kRounds = 4;  // RFC 8264 section 7: what has not settled by then is refused

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}
bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

void append(std::u16string& out, UChar32 c) {
  if (U_IS_SUPPLEMENTARY(c)) out.push_back(static_cast<char16_t>(U16_LEAD(c)));
  out.push_back(static_cast<char16_t>(U_IS_SUPPLEMENTARY(c) ? U16_TRAIL(c) : static_cast<UChar>(c)));
}

// RFC 8264 section 5.2.1: fullwidth and halfwidth characters by their decomposition mappings.
std::u16string map_width(const std::u16string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  ASSAY_ASSERT(U_SUCCESS(status) != 0);
  std::u16string out;
  for (const char32_t c : code_points(text)) {
    const std::int32_t type = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_DECOMPOSITION_TYPE);
    if (type == U_DT_WIDE || type == U_DT_NARROW) {
      UChar mapping[32];
      const std::int32_t size = unorm2_getRawDecomposition(nfkc, static_cast<UChar32>(c), mapping, 32, &status);
      ASSAY_ASSERT(U_SUCCESS(status) && size > 0);
      out.append(mapping, static_cast<std::size_t>(size));
    } else {
      append(out, static_cast<UChar32>(c));
    }
  }
  return out;
}

// Unicode's toLowerCase() in no language's special way.
std::u16string to_lower_case(const std::u16string& text) {
  std::u16string out(text.size() * 3, u'\0');  // SpecialCasing.txt: one unit never becomes more than three
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size =
      u_strToLower(out.data(), static_cast<std::int32_t>(out.size()), text.data(), static_cast<std::int32_t>(text.size()), "", &status);
  ASSAY_ASSERT(U_SUCCESS(status) != 0);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::u16string to_nfc(const std::u16string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  std::u16string out(text.size() * 3, u'\0');  // Unicode standard annex #15: NFC grows UTF-16 threefold at most
  const std::int32_t size = unorm2_normalize(nfc, text.data(), static_cast<std::int32_t>(text.size()), out.data(),
                                             static_cast<std::int32_t>(out.size()), &status);
  ASSAY_ASSERT(U_SUCCESS(status) != 0);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::u16string map_username(const std::u16string& text) { return to_nfc(to_lower_case(map_width(text))); }

// RFC 8265 section 4.2.2: every space is the ASCII one.
std::u16string map_opaque(std::u16string text) {
  std::replace_if(text.begin(), text.end(), [](char16_t c) { return c > 0x7f && u_charType(c) == U_SPACE_SEPARATOR; }, u' ');
  return to_nfc(text);
}

template <class Mapping>
std::optional<std::u16string> settled(std::u16string text, Mapping mapping) {
  for (int round = 0; round < kRounds; ++round) {
    std::u16string mapped = mapping(text);
    if (round > 0 && mapped == text) return mapped;
    text = std::move(mapped);
  }
  return std::nullopt;
}

bool belongs_to(StringClass string_class, std::u32string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (derived_property(text[at])) {
      case DerivedProperty::PValid: break;
      case DerivedProperty::ContextJ:
      case DerivedProperty::ContextO:
        if (!may_stand(text, at)) return false;
        break;
      case DerivedProperty::FreePval:
        if (string_class == StringClass::Identifier) return false;
        break;
      case DerivedProperty::Disallowed:
      case DerivedProperty::Unassigned: return false;
    }
  }
  return !text.empty();
}

}  // namespace

std::optional<std::string> username_case_mapped(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (is_visible_ascii(text)) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
  }
  const auto units = utf16(text);
  const auto mapped = units ? settled(*units, map_username) : std::nullopt;
  if (!mapped) return std::nullopt;
  const std::u32string points = code_points(*mapped);
  if (is_bidi(points) && !obeys_bidi_rule(points)) return std::nullopt;
  if (!belongs_to(StringClass::Identifier, points)) return std::nullopt;
  return utf8(*mapped);
}

std::optional<std::string> opaque_string(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (is_printable_ascii(text)) return std::string(text);
  const auto units = utf16(text);
  const auto mapped = units ? settled(*units, map_opaque) : std::nullopt;
  if (!mapped || !belongs_to(StringClass::Freeform, code_points(*mapped))) return std::nullopt;
  return utf8(*mapped);
}

}  // namespace assay::precis
