#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect hours_without_end();

Defect hours_without_end() {
  return {.name = "hours-without-end",
          .lie = "One account may write to another as often as it likes.",
          .violates = {"MSG-13c"},
          .limits = [](Limits limits) {
            limits.messages_per_hour = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
