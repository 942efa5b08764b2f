#pragma once
// What is wrong with a document, said like a good compiler: where, the line, a caret, what was expected.
// A diagnostic is a value of its own: it carries the line it speaks of and outlives the source.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reference/config/source.hpp"

namespace assay::config {

enum class Severity { Error, Warning, Note };
enum class Colour { Never, Always };

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string file;
  Place place;             ///< line 0: the file as a whole
  std::size_t length = 1;  ///< octets the caret underlines; at least 1
  std::string message;     ///< one line, no full stop
  std::string help;        ///< one line, or "": what was expected, the nearest word
  std::string line;        ///< the source line at `place`
};

using Diagnostics = std::vector<Diagnostic>;

/// Where in a source, and what to say; the line is copied out of `source`.
[[nodiscard]] Diagnostic error_at(const Source& source, Place place, std::size_t length, std::string message, std::string help = {});

/// "file:line:column: error: message", the line, the caret, the help; each ends with a newline. Tabs are kept, and a caret stands below the
/// character it means also behind UTF-8 of several octets.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, Colour colour = Colour::Never);
[[nodiscard]] std::string render(const Diagnostics& diagnostics, Colour colour = Colour::Never);

}  // namespace assay::config
