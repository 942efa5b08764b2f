#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_repairs_forgotten();

Defect group_repairs_forgotten() {
  return {.name = "group-repairs-forgotten",
          .lie = "Which messages are to be repaired is in memory alone: after a restart none is.",
          .violates = {"GRP-15h"},
          .store = in_memory_alone("group-repair")};
}

}  // namespace assay::conformance::defects::catalogue
