#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_says_more();

Defect push_says_more() {
  return {.name = "push-says-more", .lie = "A wake-up says more than what the device registered.", .violates = {"OFF-14b"}, .sms = [] {
            return [](SentCode sent) {
              if (!sent.to.starts_with("+")) sent.code += ": 1 new message";
              return std::vector<SentCode>{sent};
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
