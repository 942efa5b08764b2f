#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_unlimited();

Defect media_unlimited() {
  return {.name = "media-unlimited", .lie = "A file may have any size.", .violates = {"MSG-25c"}, .limits = [](Limits limits) {
            limits.media_octets = 1'000'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
