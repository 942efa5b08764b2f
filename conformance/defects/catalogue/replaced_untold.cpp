#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect replaced_untold();

Defect replaced_untold() {
  return {.name = "replaced-untold",
          .lie = "Live sessions of an older registration are not told that they are replaced.",
          .violates = {"REG-16b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.local() == "error" && element.find_child("urn:cxmpp:errors:1", "replaced")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
