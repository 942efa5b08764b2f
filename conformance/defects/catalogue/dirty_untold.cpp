#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect dirty_untold();

Defect dirty_untold() {
  return {.name = "dirty-untold", .lie = "A device is not told that it missed something.", .violates = {"OFF-19"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:cxmpp:offline:1", "dirty")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
