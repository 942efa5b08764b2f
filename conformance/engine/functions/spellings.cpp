// Other spellings of a text: upper(text) in upper case, fullwidth(text) in the fullwidth forms of U+FF01 to U+FF5E. Both change ASCII
// alone.

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

namespace {

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string fullwidth(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    if (c <= ' ' || c >= 0x7f) {
      wide += c;
      continue;
    }
    const unsigned code_point = 0xFF01U + static_cast<unsigned char>(c) - 0x21U;  // in UTF-8 EF BC 81 to EF BD 9E
    wide += '\xEF';
    wide += static_cast<char>(0x80U | ((code_point >> 6U) & 0x3FU));
    wide += static_cast<char>(0x80U | (code_point & 0x3FU));
  }
  return wide;
}

}  // namespace

Family spellings() {
  return {
      {"upper", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(upper(a[0].text)); }},
      {"fullwidth", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(fullwidth(a[0].text)); }},
  };
}

}  // namespace assay::conformance::engine::functions
