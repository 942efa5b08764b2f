#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unacknowledged_without_end();

Defect unacknowledged_without_end() {
  return {.name = "unacknowledged-without-end",
          .lie = "A session may leave as much unacknowledged as it likes.",
          .violates = {"OFF-18d"},
          .limits = [](Limits limits) {
            limits.unacknowledged_stanzas = 1'000'000;
            limits.unacknowledged_octets = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
