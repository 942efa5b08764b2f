#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect test_numbers_refused();

Defect test_numbers_refused() {
  return {.name = "test-numbers-refused",
          .lie = "Test numbers that no numbering plan has are no numbers.",
          .violates = {"REG-25a"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* request = element.find_child("urn:cxmpp:register:1", "request");
              if (request && request->attribute("number").starts_with("+1999")) request->set_attribute("number", "+1999");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
