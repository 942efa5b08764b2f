#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect code_never_sent();

Defect code_never_sent() {
  return {.name = "code-never-sent", .lie = "Codes are promised, and reach nobody.", .violates = {"REG-11a"}, .sms = [] {
            return [](const SentCode&) { return std::vector<SentCode>(); };
          }};
}

}  // namespace assay::conformance::defects::catalogue
