#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect mail_never_expires();

Defect mail_never_expires() {
  return {.name = "mail-never-expires",
          .lie = "What nobody fetches waits for a hundred years.",
          .violates = {"OFF-03a"},
          .limits = [](Limits limits) {
            limits.mailbox_time = std::chrono::hours{24 * 36500};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
