#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect new_number_untold();

Defect new_number_untold() {
  return {.name = "new-number-untold",
          .lie = "Contacts never learn of a new number.",
          .violates = {"REG-23d"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              for (xml::Content& item : element.content()) {
                auto* child = std::get_if<xml::Element>(&item);
                if (child && child->is("urn:cxmpp:number:1", "change")) child->set_attribute("tell", "false");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
