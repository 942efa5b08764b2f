#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resume_time_ignored();

Defect resume_time_ignored() {
  return {.name = "resume-time-ignored",
          .lie = "Sessions wait for an hour to be resumed, whatever is due.",
          .violates = {"OFF-18b"},
          .limits = [](Limits limits) {
            limits.resume_time = std::chrono::hours{1};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
