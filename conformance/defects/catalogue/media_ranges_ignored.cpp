#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_ranges_ignored();

Defect media_ranges_ignored() {
  return {.name = "media-ranges-ignored", .lie = "Who asks for a part of a file gets all of it.", .violates = {"MSG-25j"}, .media = [] {
            MediaLies lies;
            lies.heard = [](std::uint64_t, std::string head) { return without_field(std::move(head), "Range"); };
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
