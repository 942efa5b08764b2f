#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_lists_forgotten();

Defect group_lists_forgotten() {
  return {.name = "group-lists-forgotten",
          .lie = "Which groups somebody is in is in memory alone: after a restart he is shown none.",
          .violates = {"GRP-02b"},
          .store = in_memory_alone("group-of")};
}

}  // namespace assay::conformance::defects::catalogue
