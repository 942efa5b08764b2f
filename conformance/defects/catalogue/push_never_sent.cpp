#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_never_sent();

Defect push_never_sent() {
  return {.name = "push-never-sent", .lie = "Nobody is woken.", .violates = {"OFF-14a"}, .sms = [] {
            return
                [](const SentCode& sent) { return sent.to.starts_with("push ") ? std::vector<SentCode>() : std::vector<SentCode>{sent}; };
          }};
}

}  // namespace assay::conformance::defects::catalogue
