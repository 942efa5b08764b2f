#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_unpaced();

Defect push_unpaced() {
  return {.name = "push-unpaced", .lie = "Each message wakes its device anew.", .violates = {"OFF-14c"}, .limits = [](Limits limits) {
            limits.push_pace = std::chrono::milliseconds{1};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
