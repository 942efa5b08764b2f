#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_lives_for_ever();

Defect fast_lives_for_ever() {
  return {.name = "fast-lives-for-ever",
          .lie = "A token is good for two years.",
          .violates = {"XEP0484-3.5-a", "XEP0484-4.2-a"},
          .limits = [](Limits limits) {
            limits.fast_token_lifetime = std::chrono::hours{24 * 730};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
