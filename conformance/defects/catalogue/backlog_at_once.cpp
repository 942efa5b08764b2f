#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect backlog_at_once();

Defect backlog_at_once() {
  return {.name = "backlog-at-once",
          .lie = "A backlog is sent whole, whatever is acknowledged.",
          .violates = {"OFF-05"},
          .limits = [](Limits limits) {
            limits.backlog_batch = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
