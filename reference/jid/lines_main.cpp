// Reads lines PROFILE HEX, where HEX is UTF-8 in hexadecimal and PROFILE is username, opaque or domain, and answers each with
// RESULT AGE: the enforced octets in hexadecimal, or "-" where they are refused; and the Unicode version (major) of the youngest code point
// in the line, by ICU. every_code_point_test.py compares the results with implementations that none of us wrote.

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

#include <unicode/uchar.h>

#include "reference/base/bytes.hpp"
#include "reference/jid/domainpart.hpp"
#include "reference/precis/profiles.hpp"
#include "reference/precis/utf.hpp"

namespace {

using namespace assay;

std::optional<std::string> enforced(std::string_view profile, std::string_view text) {
  if (profile == "username") return precis::username_case_mapped(text);
  if (profile == "opaque") return precis::opaque_string(text);
  return jid::domainpart(text);
}

// 99 where one is not assigned.
int youngest(std::string_view text) {
  int age = 1;
  for (const char32_t c : precis::code_points(precis::utf16(text).value_or(u""))) {
    UVersionInfo version;
    u_charAge(static_cast<UChar32>(c), version);
    age = std::max(age, version[0] == 0 ? 99 : static_cast<int>(version[0]));
  }
  return age;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string profile;
  std::string spelling;
  while (std::cin >> profile >> spelling) {
    const auto text = from_hex(spelling);
    if (!text) {
      std::cerr << "jid_lines: not hexadecimal: " << spelling << '\n';
      return 2;
    }
    const auto result = enforced(profile, *text);
    std::cout << (result ? hex(*result) : "-") << ' ' << youngest(*text) << '\n';
  }
}
