#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_for_no_proof_of_others();

Defect client_asks_for_no_proof_of_others() {
  return {.name = "client-asks-for-no-proof-of-others",
          .lie = "A client has nobody's list proved but its own.",
          .violates = {"ENC-20j"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              const bool is_of_others = element.find_child(kKeyLog, "ask") != nullptr && element.has_attribute("to");
              return is_of_others ? std::vector<xml::Element>{} : just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
