#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_guessed();

Defect media_guessed() {
  return {.name = "media-guessed", .lie = "Browsers may guess what a file is.", .violates = {"MSG-25k"}, .media = [] {
            MediaLies lies;
            lies.said = [](std::uint64_t, std::string head) { return without_field(std::move(head), "X-Content-Type-Options"); };
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
