#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect dirty_for_ever();

Defect dirty_for_ever() {
  return {
      .name = "dirty-for-ever", .lie = "A device is told that it missed something though it knows.", .violates = {"OFF-19"}, .wire = [] {
        return lying_to_server([](xml::Element element) {
          if (element.is("urn:cxmpp:offline:1", "clean")) return std::vector<xml::Element>();
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
