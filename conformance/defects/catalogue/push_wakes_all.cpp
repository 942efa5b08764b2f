#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_wakes_all();

Defect push_wakes_all() {
  return {.name = "push-wakes-all",
          .lie = "Whoever was woken once is woken with everybody else, also while it is connected.",
          .violates = {"OFF-14d"},
          .sms = [] {
            return [all = std::vector<SentCode>()](const SentCode& sent) mutable {
              if (sent.to.starts_with("+")) return std::vector<SentCode>{sent};
              std::erase_if(all, [&](const SentCode& one) { return one.to == sent.to; });
              all.push_back(sent);
              return all;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
