#include <cstddef>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_fingerprint_own_first();

// Sixty digits with eleven spaces between them: thirty of each side, and both in the other order.
Defect client_fingerprint_own_first() {
  return {.name = "client-fingerprint-own-first",
          .lie = "A client shows the halves of a fingerprint in another order than the smaller digest first: its own in front.",
          .violates = {"ENC-19"},
          .told = [] {
            return [](std::string line) {
              constexpr std::string_view kDigits = R"("digits":")";
              constexpr std::size_t kHalf = 6 * 5 + 5;
              const std::size_t at = line.find(kDigits);
              if (!line.starts_with(R"({"event":"keys",)") || at == std::string::npos) return line;
              const std::size_t first = at + kDigits.size();
              if (line.size() < first + 2 * kHalf + 1) return line;
              const std::string mine = line.substr(first, kHalf);
              line.replace(first, kHalf, line.substr(first + kHalf + 1, kHalf));
              line.replace(first + kHalf + 1, kHalf, mine);
              return line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
