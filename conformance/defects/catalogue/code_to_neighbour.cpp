#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect code_to_neighbour();

Defect code_to_neighbour() {
  return {.name = "code-to-neighbour", .lie = "Codes go to the number next to the one that asked.", .violates = {"REG-02a"}, .sms = [] {
            return [](SentCode code) {
              code.to.back() = code.to.back() == '9' ? '0' : static_cast<char>(code.to.back() + 1);
              return std::vector<SentCode>{code};
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
