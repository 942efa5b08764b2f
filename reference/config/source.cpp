#include "reference/config/source.hpp"

namespace assay::config {

std::string_view line_of(const Source& source, std::size_t line) {
  if (line == 0) {
    return {};
  }
  std::string_view rest = source.text;
  for (std::size_t i = 1; i < line; ++i) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) {
      return {};
    }
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') {
    rest.remove_suffix(1);
  }
  return rest;
}

}  // namespace assay::config
