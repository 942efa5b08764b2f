#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect new_number_told();

Defect new_number_told() {
  return {.name = "new-number-told",
          .lie = "Contacts always learn of a new number.",
          .violates = {"REG-23c"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              for (xml::Content& item : element.content()) {
                auto* child = std::get_if<xml::Element>(&item);
                if (child && child->is("urn:cxmpp:number:1", "change")) child->set_attribute("tell", "true");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
