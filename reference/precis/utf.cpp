#include "reference/precis/utf.hpp"

#include <cstdint>

#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "reference/base/assert.hpp"

namespace assay::precis {

std::optional<std::u16string> utf16(std::string_view utf8) {
  std::u16string out(utf8.size(), u'\0');  // never more units than octets
  std::int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(out.data(), static_cast<std::int32_t>(out.size()), &size, utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string utf8(std::u16string_view text) {
  std::string out(text.size() * 3, '\0');
  std::int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8(out.data(), static_cast<std::int32_t>(out.size()), &size, text.data(), static_cast<std::int32_t>(text.size()), &status);
  ASSAY_ASSERT(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::u32string code_points(std::u16string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U16_NEXT(text.data(), at, text.size(), c);
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

}  // namespace assay::precis
