#pragma once
// A text and its name, and places in it. Lines and columns are 1-based; a column counts octets, as editors' compilers do.

#include <cstddef>
#include <string>
#include <string_view>

namespace assay::config {

/// Zero means unknown.
struct Place {
  std::size_t line = 0;
  std::size_t column = 0;
  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Source {
  std::string name;  ///< as shown to people: a path
  std::string text;
};

/// The line without its end, or "" where there is none. The view lives as long as the source.
[[nodiscard]] std::string_view line_of(const Source& source, std::size_t line);

}  // namespace assay::config
