#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect requests_unpaced();

Defect requests_unpaced() {
  return {.name = "requests-unpaced",
          .lie = "Codes for one number may be asked for as often as one likes.",
          .violates = {"REG-08a", "REG-09"},
          .limits = [](Limits limits) {
            limits.code_request_pace = {};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
