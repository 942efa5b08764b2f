#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect settings_in_part();

Defect settings_in_part() {
  return {.name = "settings-in-part", .lie = "Settings are answered in part.", .violates = {"CON-12a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* settings = element.find_child("urn:cxmpp:contacts:1", "settings"))
                settings->remove_attribute("join-notices");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
