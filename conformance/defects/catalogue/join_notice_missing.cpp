#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect join_notice_missing();

Defect join_notice_missing() {
  return {.name = "join-notice-missing", .lie = "Nobody is told who joins.", .violates = {"CON-11a", "CON-11c"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:cxmpp:contacts:1", "contact-joined")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
