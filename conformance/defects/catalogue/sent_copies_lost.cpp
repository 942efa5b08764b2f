#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sent_copies_lost();

Defect sent_copies_lost() {
  return {.name = "sent-copies-lost", .lie = "What one device sends does not come to the others.", .violates = {"MSG-24a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:xmpp:carbons:2", "sent") && element.find_child("urn:xmpp:sid:0", "stanza-id"))
                return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
