#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect groups_unlimited();

Defect groups_unlimited() {
  return {.name = "groups-unlimited",
          .lie = "An account makes as many groups and adds as many strangers as it likes.",
          .violates = {"GRP-26"},
          .limits = [](Limits limits) {
            limits.groups_per_day = limits.group_stranger_adds = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
