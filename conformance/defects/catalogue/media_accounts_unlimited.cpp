#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_accounts_unlimited();

Defect media_accounts_unlimited() {
  return {.name = "media-accounts-unlimited",
          .lie = "An account's files may have any number of octets.",
          .violates = {"MSG-25e"},
          .limits = [](Limits limits) {
            limits.media_account_octets = 1'000'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
