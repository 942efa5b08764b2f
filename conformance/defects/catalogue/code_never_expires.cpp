#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect code_never_expires();

Defect code_never_expires() {
  return {.name = "code-never-expires", .lie = "A code is good for a hundred days.", .violates = {"REG-03b"}, .limits = [](Limits limits) {
            limits.code_lifetime = std::chrono::hours{2400};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
