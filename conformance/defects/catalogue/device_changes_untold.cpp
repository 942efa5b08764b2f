#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_changes_untold();

Defect device_changes_untold() {
  return {.name = "device-changes-untold",
          .lie = "Nobody learns what becomes of the companions of his account.",
          .violates = {"DEV-09"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:cxmpp:devices:1", "changed")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
