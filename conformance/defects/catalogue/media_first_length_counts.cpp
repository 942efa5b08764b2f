#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_first_length_counts();

Defect media_first_length_counts() {
  return {
      .name = "media-first-length-counts", .lie = "Of two lengths of one request the first counts.", .violates = {"MSG-25l"}, .media = [] {
        MediaLies lies;
        lies.heard = [](std::uint64_t, std::string head) { return without_field(std::move(head), "Content-Length", 1); };
        return lies;
      }};
}

}  // namespace assay::conformance::defects::catalogue
