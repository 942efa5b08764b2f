#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_list_for_years();

Defect device_list_for_years() {
  return {.name = "device-list-for-years",
          .lie = "A device list may be good for any time.",
          .violates = {"ENC-15d"},
          .limits = [](Limits limits) {
            limits.device_list_time = std::chrono::days{3'650};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
