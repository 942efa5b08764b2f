#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_deleted_soon();

Defect media_deleted_soon() {
  return {.name = "media-deleted-soon", .lie = "Files are deleted after a week.", .violates = {"MSG-26a"}, .limits = [](Limits limits) {
            limits.media_time = std::chrono::days{7};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
