#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_slot_for_others();

Defect client_slot_for_others() {
  return {.name = "client-slot-for-others",
          .lie = "A client gets a slot for other octets than it puts.",
          .violates = {"MSG-25n"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* request = element.find_child("urn:xmpp:http:upload:0", "request");
              if (request != nullptr) {
                request->remove_children("urn:cxmpp:media:1", "hash");
                request->append("urn:cxmpp:media:1", "hash").add_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
