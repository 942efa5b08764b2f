#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect changes_untold();

Defect changes_untold() {
  return {.name = "changes-untold",
          .lie = "A delta is not told what has changed since its cursor.",
          .violates = {"CON-08a", "CON-12c"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* matches = element.find_child("urn:cxmpp:contacts:1", "matches")) {
                matches->remove_children("urn:cxmpp:contacts:1", "change");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
