#include "reference/precis/derived_property.hpp"

#include <algorithm>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "reference/base/assert.hpp"

namespace assay::precis {
namespace {

bool is_between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

template <std::size_t N>
bool is_one_of(char32_t c, const char32_t (&list)[N]) {
  return std::find(std::begin(list), std::end(list), c) != std::end(list);
}

// Section 9.6 (RFC 5892 section 2.6).
std::optional<DerivedProperty> exception(char32_t c) {
  if (is_one_of(c, {0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007})) return DerivedProperty::PValid;
  if (is_one_of(c, {0x00B7, 0x0375, 0x05F3, 0x05F4, 0x30FB})) return DerivedProperty::ContextO;
  if (is_between(c, 0x0660, 0x0669) || is_between(c, 0x06F0, 0x06F9)) return DerivedProperty::ContextO;
  if (is_one_of(c, {0x0640, 0x07FA, 0x302E, 0x302F, 0x303B}) || is_between(c, 0x3031, 0x3035)) return DerivedProperty::Disallowed;
  return std::nullopt;
}

// Section 9.17: toNFKC(cp) != cp.
bool has_compatibility_equivalent(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  ASSAY_ASSERT(U_SUCCESS(status) != 0);
  // A code point that stands alone composes with nothing: what decomposes comes back changed, but for those whose parts compose to it
  // again.
  UChar decomposed[64];
  const std::int32_t size = unorm2_getDecomposition(nfkc, c, decomposed, 64, &status);
  if (size < 0) return false;
  UChar normal[64];
  const std::int32_t normal_size = unorm2_normalize(nfkc, decomposed, size, normal, 64, &status);
  ASSAY_ASSERT(U_SUCCESS(status) != 0);
  UChar32 first = 0;
  std::int32_t at = 0;
  U16_NEXT(normal, at, normal_size, first);
  return at != normal_size || first != c;
}

bool is_old_hangul_jamo(UChar32 c) {
  const std::int32_t type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_LEADING_JAMO || type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

constexpr std::uint32_t kLetterDigits =
    U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_ND_MASK | U_GC_LM_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
constexpr std::uint32_t kOtherLetterDigits = U_GC_LT_MASK | U_GC_NL_MASK | U_GC_NO_MASK | U_GC_ME_MASK;
constexpr std::uint32_t kFree = kOtherLetterDigits | U_GC_ZS_MASK | U_GC_S_MASK | U_GC_P_MASK;

}  // namespace

// The order is section 8's.
DerivedProperty derived_property(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (const auto property = exception(code_point)) return *property;
  const bool noncharacter = u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT) != 0;
  if (u_charType(c) == U_UNASSIGNED && !noncharacter) return DerivedProperty::Unassigned;
  if (is_between(code_point, 0x21, 0x7E)) return DerivedProperty::PValid;
  if (u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL) != 0) return DerivedProperty::ContextJ;
  if (is_old_hangul_jamo(c)) return DerivedProperty::Disallowed;
  if (noncharacter || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return DerivedProperty::Disallowed;
  if (u_charType(c) == U_CONTROL_CHAR) return DerivedProperty::Disallowed;
  if (has_compatibility_equivalent(c)) return DerivedProperty::FreePval;
  if ((U_GET_GC_MASK(c) & kLetterDigits) != 0) return DerivedProperty::PValid;
  if ((U_GET_GC_MASK(c) & kFree) != 0) return DerivedProperty::FreePval;
  return DerivedProperty::Disallowed;
}

}  // namespace assay::precis
