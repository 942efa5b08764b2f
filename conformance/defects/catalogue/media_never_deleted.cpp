#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_never_deleted();

Defect media_never_deleted() {
  return {.name = "media-never-deleted", .lie = "Files are kept for ten years.", .violates = {"MSG-26a"}, .limits = [](Limits limits) {
            limits.media_time = std::chrono::days{3'650};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
