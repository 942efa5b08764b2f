#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_forged_reading();

Defect client_believes_forged_reading() {
  return {.name = "client-believes-forged-reading", .lie = "The client believes anybody who says what its user has read.", .violates = {"MSG-10c"}, .client = [] {
            return lying_to_client([](xml::Element element) {
              const bool is_read = element.find_child("urn:cxmpp:msg:1", "read") != nullptr;
              if (is_read && element.has_attribute("to")) element.set_attribute("from", std::string(element.attribute("to")));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
