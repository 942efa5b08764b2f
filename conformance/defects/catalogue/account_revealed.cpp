#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect account_revealed();

Defect account_revealed() {
  return {.name = "account-revealed",
          .lie =
              "Every second code request on a connection may be followed by the next sooner: as if one number had an account and the other "
              "none.",
          .violates = {"REG-10a"},
          .wire = [] {
            return lying_to_client([count = 0](xml::Element element) mutable {
              xml::Element* requested = element.find_child("urn:cxmpp:register:1", "requested");
              if (requested && ++count % 2 == 0) requested->set_attribute("retry-after", "60");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
