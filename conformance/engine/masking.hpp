#pragma once
// Keeps secrets out of reports: SASL payloads, registration codes, tokens, passwords. What was hidden in one place is remembered, and
// scrubbed from every other text of the report (a path diff quotes what a peer sent).

#include <set>
#include <string>
#include <string_view>

#include "reference/xml/element.hpp"

namespace assay::conformance::engine {

class Masking {
 public:
  /// Remembers a secret. Shorter ones than four octets are not: scrubbing them would tear other texts apart.
  void hide(std::string_view secret);
  /// The element with `***` for its secrets, which are remembered.
  [[nodiscard]] xml::Element masked(const xml::Element& element);
  /// `text` without any of the secrets, where they stand as words of their own.
  [[nodiscard]] std::string scrubbed(std::string text) const;

 private:
  void mask(xml::Element& element);
  std::set<std::string, std::less<>> secrets_;
};

}  // namespace assay::conformance::engine
