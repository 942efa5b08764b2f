#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect login_without_hurry();

Defect login_without_hurry() {
  return {.name = "login-without-hurry",
          .lie = "Who has not logged in may stay, and say what he likes.",
          .violates = {"REG-26b"},
          .limits = [](Limits limits) {
            limits.login_time = std::chrono::hours{24};
            limits.elements_before_login = 100'000;
            limits.stanza_octets_before_login = limits.stanza_octets;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
