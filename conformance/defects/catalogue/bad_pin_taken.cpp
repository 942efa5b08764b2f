#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bad_pin_taken();

Defect bad_pin_taken() {
  return {.name = "bad-pin-taken",
          .lie = "Whatever somebody sets as a PIN is said to be one.",
          .violates = {"REG-19i"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "bad-pin")) return just(std::move(element));
              return just(xml::Element("jabber:client", "iq").with("type", "result").with("id", std::string(element.attribute("id"))));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
