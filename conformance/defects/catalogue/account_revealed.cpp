#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect account_revealed();

Defect account_revealed() {
  return {.name = "account-revealed",
          .lie = "A code request for a number with an account is allowed again sooner than one for a number without.",
          .violates = {"REG-10a"},
          .wire =
              [] {
                return lying_to_client([count = 0](xml::Element element) mutable {
                  xml::Element* requested = element.find_child("urn:cxmpp:register:1", "requested");
                  if (requested && ++count == 2) requested->set_attribute("retry-after", "60");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
