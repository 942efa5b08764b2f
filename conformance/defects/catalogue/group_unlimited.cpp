#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_unlimited();

Defect group_unlimited() {
  return {.name = "group-unlimited", .lie = "A group takes any number of members.", .violates = {"GRP-11"}, .limits = [](Limits limits) {
            limits.group_members = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
