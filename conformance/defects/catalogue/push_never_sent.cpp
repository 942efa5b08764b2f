#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_never_sent();

Defect push_never_sent() {
  return {.name = "push-never-sent", .lie = "Nobody is woken.", .violates = {"OFF-14a"}, .sms = [] {
            return [](SentCode sent) {
              const bool is_code = sent.to.starts_with("+");
              return is_code ? std::vector<SentCode>{sent} : std::vector<SentCode>();
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
