#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_order_forgotten();

Defect group_order_forgotten() {
  return {.name = "group-order-forgotten",
          .lie = "The places of a group are in memory alone: after a restart they begin anew.",
          .violates = {"GRP-06b"},
          .store = in_memory_alone("group-order")};
}

}  // namespace assay::conformance::defects::catalogue
