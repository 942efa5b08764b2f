#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect code_altered();

Defect code_altered() {
  return {.name = "code-altered", .lie = "The code that is sent is not the one that is asked for.", .violates = {"REG-13"}, .sms = [] {
            return [](SentCode code) {
              code.code.back() = code.code.back() == '9' ? '0' : static_cast<char>(code.code.back() + 1);
              return std::vector<SentCode>{code};
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
