#include "reference/jid/domainpart.hpp"

#include <algorithm>
#include <cstdint>

#include <arpa/inet.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>

#include "reference/base/assert.hpp"
#include "reference/precis/derived_property.hpp"
#include "reference/precis/utf.hpp"

namespace assay::jid {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'); }
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

template <class Predicate>
bool every_label(std::string_view name, Predicate predicate) {
  for (std::size_t at = 0;;) {
    const std::size_t dot = std::min(name.find('.', at), name.size());
    if (!predicate(name.substr(at, dot - at))) return false;
    if (dot == name.size()) return true;
    at = dot + 1;
  }
}

bool has_hyphens_in_third_and_fourth_place(std::string_view label) { return label.size() > 3 && label[2] == '-' && label[3] == '-'; }

// RFC 5890 section 2.3.1: a non-reserved label of letters, digits and hyphens.
bool is_nr_ldh(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  if (has_hyphens_in_third_and_fourth_place(label)) return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return alphanumeric(c) || c == '-'; });
}

bool is_ipv6_literal(std::string_view text) {
  if (text.size() < 4 || text.front() != '[' || text.back() != ']') return false;
  in6_addr address{};
  return inet_pton(AF_INET6, std::string(text.substr(1, text.size() - 2)).c_str(), &address) == 1;
}

const UIDNA* uts46() {
  static const UIDNA* const idna = [] {
    UErrorCode status = U_ZERO_ERROR;
    const UIDNA* opened = uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_CHECK_CONTEXTO |
                                              UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                          &status);
    ASSAY_ASSERT(U_SUCCESS(status) != 0);
    return opened;
  }();
  return idna;
}

using Conversion = std::int32_t (*)(const UIDNA*, const char*, std::int32_t, char*, std::int32_t, UIDNAInfo*, UErrorCode*);

// Nothing if the name breaks a rule of UTS 46. The length of the whole is RFC 7622's to limit, not that of the DNS.
std::optional<std::string> converted(Conversion conversion, const std::string& name) {
  std::string out(name.size() * 8 + 64, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = conversion(uts46(), name.data(), static_cast<std::int32_t>(name.size()), out.data(),
                                       static_cast<std::int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) || (info.errors & ~static_cast<std::uint32_t>(UIDNA_ERROR_DOMAIN_NAME_TOO_LONG)) != 0) return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// RFC 5892 section 2.8: marks for symbols and music belong to no label.
bool is_in_ignorable_block(char32_t c) {
  const UBlockCode block = ublock_getCode(static_cast<UChar32>(c));
  return block == UBLOCK_COMBINING_MARKS_FOR_SYMBOLS || block == UBLOCK_MUSICAL_SYMBOLS || block == UBLOCK_ANCIENT_GREEK_MUSICAL_NOTATION;
}

// UTS 46 has mapped all that IDNA2008 calls unstable; what it lets through beyond that (symbols, for the sake of IDNA2003) is refused here.
// The contextual rules were checked with it.
bool is_idna2008(std::string_view name) {
  for (const char32_t c : precis::code_points(precis::utf16(name).value_or(u""))) {
    const precis::DerivedProperty property = precis::derived_property(c);
    const bool contextual = property == precis::DerivedProperty::ContextJ || property == precis::DerivedProperty::ContextO;
    if ((property != precis::DerivedProperty::PValid && !contextual) || is_in_ignorable_block(c)) return false;
  }
  return true;
}

std::optional<std::string> internationalised(std::string_view text) {
  std::optional<std::string> name = converted(uidna_nameToUnicodeUTF8, std::string(text));
  if (!name) return std::nullopt;
  if (!name->empty() && name->back() == '.') name->pop_back();  // UTS 46 knows other dots
  const auto is_label = [](std::string_view label) { return is_ascii(label) ? is_nr_ldh(label) : !label.empty(); };
  if (!every_label(*name, is_label) || !is_idna2008(*name)) return std::nullopt;
  if (!converted(uidna_nameToASCII_UTF8, *name)) return std::nullopt;  // an A-label may be too long
  return name;
}

}  // namespace

std::optional<std::string> domainpart(std::string_view text) {
  if (is_ipv6_literal(text)) return lowered(text);
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);  // a final dot is not part of the address
  if (text.empty()) return std::nullopt;
  if (is_ascii(text) && every_label(text, is_nr_ldh)) return lowered(text);
  return internationalised(text);
}

}  // namespace assay::jid
