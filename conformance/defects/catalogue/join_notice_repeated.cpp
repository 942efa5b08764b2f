#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect join_notice_repeated();

Defect join_notice_repeated() {
  return {.name = "join-notice-repeated", .lie = "Who has joined is told twice.", .violates = {"CON-11b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              std::vector<xml::Element> out = just(element);
              if (element.find_child("urn:cxmpp:contacts:1", "contact-joined")) out.push_back(std::move(element));
              return out;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
