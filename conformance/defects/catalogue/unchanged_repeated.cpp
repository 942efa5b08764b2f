#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unchanged_repeated();

Defect unchanged_repeated() {
  return {.name = "unchanged-repeated", .lie = "Whoever has the answer already gets it again.", .violates = {"CON-09"}, .wire = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* sync = element.find_child("urn:cxmpp:contacts:1", "sync");
              if (sync && sync->has_attribute("version")) sync->set_attribute("version", "");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
