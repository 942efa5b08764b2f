#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_requests_forgotten();

Defect group_requests_forgotten() {
  return {.name = "group-requests-forgotten",
          .lie = "Who waits for an admin is in memory alone: after a restart nobody does.",
          .violates = {"GRP-13c"},
          .store = in_memory_alone("group-waiting")};
}

}  // namespace assay::conformance::defects::catalogue
