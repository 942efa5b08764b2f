#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_shown();

Defect media_shown() {
  return {.name = "media-shown", .lie = "A browser shows a file instead of keeping it.", .violates = {"MSG-25k"}, .media = [] {
            MediaLies lies;
            lies.said = [](std::uint64_t, std::string head) { return without_field(std::move(head), "Content-Disposition"); };
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
