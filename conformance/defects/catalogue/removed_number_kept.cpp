#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect removed_number_kept();

Defect removed_number_kept() {
  return {.name = "removed-number-kept",
          .lie = "A number that is removed stays in the address book.",
          .violates = {"CON-14a", "CON-14b", "CON-14d", "CON-11d"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* sync = element.find_child("urn:cxmpp:contacts:1", "sync"))
                sync->remove_children("urn:cxmpp:contacts:1", "removed");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
