#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect broadcast_recipients_unlimited();

Defect broadcast_recipients_unlimited() {
  return {.name = "broadcast-recipients-unlimited",
          .lie = "A broadcast may have any number of recipients.",
          .violates = {"BCL-04"},
          .limits = [](Limits limits) {
            limits.broadcast_recipients = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
