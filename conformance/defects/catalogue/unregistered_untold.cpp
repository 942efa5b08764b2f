#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unregistered_untold();

Defect unregistered_untold() {
  return {.name = "unregistered-untold",
          .lie = "Sessions of an account that ends are cut off without the reason.",
          .violates = {"REG-22b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.local() == "error" && element.find_child("urn:cxmpp:errors:1", "unregistered")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
