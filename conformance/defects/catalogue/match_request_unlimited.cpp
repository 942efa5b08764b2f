#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect match_request_unlimited();

Defect match_request_unlimited() {
  return {.name = "match-request-unlimited",
          .lie = "A request for matches may hold any number of numbers.",
          .violates = {"CON-04a"},
          .limits = [](Limits limits) {
            limits.contacts_per_request = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
