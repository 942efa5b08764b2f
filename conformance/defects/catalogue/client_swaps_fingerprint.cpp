#include <string>
#include <string_view>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_swaps_fingerprint();

Defect client_swaps_fingerprint() {
  return {.name = "client-swaps-fingerprint",
          .lie = "A client shows the digits of the larger digest first.",
          .violates = {"ENC-19"},
          .told = [] {
            return [](std::string line) {
              constexpr std::size_t kOfOneSide = 6 * 5 + 5;  // six groups, and the spaces between
              constexpr std::string_view kDigits = R"("digits":")";
              const std::size_t found = line.starts_with(R"({"event":"keys")") ? line.find(kDigits) : std::string::npos;
              if (found == std::string::npos || line.size() < found + kDigits.size() + 2 * kOfOneSide + 1) return line;
              const std::size_t first = found + kDigits.size();
              const std::string swapped = line.substr(first + kOfOneSide + 1, kOfOneSide) + " " + line.substr(first, kOfOneSide);
              return line.replace(first, swapped.size(), swapped);
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
