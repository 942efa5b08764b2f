#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect mailbox_unlimited();

Defect mailbox_unlimited() {
  return {
      .name = "mailbox-unlimited", .lie = "A mailbox takes any number of messages.", .violates = {"OFF-12"}, .limits = [](Limits limits) {
        limits.mailbox_entries = 1'000'000;
        limits.mailbox_octets = 100'000'000'000;
        return limits;
      }};
}

}  // namespace assay::conformance::defects::catalogue
