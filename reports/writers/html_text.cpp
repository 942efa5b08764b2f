#include "reports/writers/html_text.hpp"

#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

std::string escaped(std::string_view cleaned) {
  std::string out;
  for (const char c : cleaned) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

bool is_usual(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '/' || c == '-';
}

}  // namespace

std::string html_text(std::string_view text) { return escaped(clean(text)); }

std::string html_line(std::string_view text) { return escaped(clean_line(text)); }

std::string html_prose(std::string_view text) {
  std::string out = html_text(text);
  for (std::size_t from = out.find('`'); from != std::string::npos; from = out.find('`', from)) {
    const std::size_t to = out.find('`', from + 1);
    if (to == std::string::npos) break;
    const std::string code = "<code>" + out.substr(from + 1, to - from - 1) + "</code>";
    out.replace(from, to + 1 - from, code);
    from += code.size();
  }
  return out;
}

std::string anchor(std::string_view kind, std::string_view name_of_it) {
  std::string out(kind);
  out += '-';
  for (const char c : name_of_it) out += is_usual(c) ? c : c == '#' ? '_' : '-';
  return out;
}

}  // namespace assay::reports
