#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect join_notice_lost();

Defect join_notice_lost() {
  return {.name = "join-notice-lost", .lie = "Who was off is not told who has joined meanwhile.", .violates = {"CON-11c"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:cxmpp:contacts:1", "contact-joined") && element.find_child("urn:xmpp:delay", "delay"))
                return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
