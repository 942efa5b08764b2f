#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_for_no_proof();

Defect client_asks_for_no_proof() {
  return {.name = "client-asks-for-no-proof",
          .lie = "A client does not have its own list proved.",
          .violates = {"ENC-20h"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              const bool is_own = element.find_child(kKeyLog, "ask") != nullptr && !element.has_attribute("to");
              return is_own ? std::vector<xml::Element>{} : just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
