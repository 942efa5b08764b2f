#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect pin_unheard();

Defect pin_unheard() {
  return {.name = "pin-unheard",
          .lie = "The PIN beside a code is not looked at: it is asked for again and again.",
          .violates = {"REG-19b"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              for (xml::Content& item : element.content()) {
                auto* child = std::get_if<xml::Element>(&item);
                if (child && child->is("urn:cxmpp:register:1", "verify")) child->remove_attribute("pin");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
