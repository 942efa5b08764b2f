#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect another_device_untold();

Defect another_device_untold() {
  return {.name = "another-device-untold",
          .lie = "Contacts do not learn that a number has another device.",
          .violates = {"REG-17a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:cxmpp:identity:1", "changed")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
