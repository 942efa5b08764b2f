#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect mail_expires_soon();

Defect mail_expires_soon() {
  return {.name = "mail-expires-soon",
          .lie = "What nobody fetches is gone after a week.",
          .violates = {"OFF-03c"},
          .limits = [](Limits limits) {
            limits.mailbox_time = std::chrono::hours{24 * 7};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
