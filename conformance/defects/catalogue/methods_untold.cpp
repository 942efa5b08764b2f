#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect methods_untold();

Defect methods_untold() {
  return {.name = "methods-untold",
          .lie = "Who asks for a code is not told how another one could come.",
          .violates = {"REG-11c"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* requested = element.find_child("urn:cxmpp:register:1", "requested")) requested->remove_attribute("methods");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
