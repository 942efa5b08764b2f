#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_hash_altered();

Defect media_hash_altered() {
  return {.name = "media-hash-altered", .lie = "A slot is for other octets than were asked for.", .violates = {"MSG-25h"}, .wire = [] {
            return lying_to_server([](xml::Element element) {
              constexpr const char* kUpload = "urn:xmpp:http:upload:0";
              xml::Element* request = element.find_child(kUpload, "request");
              if (request != nullptr && request->find_child("urn:cxmpp:media:1", "hash") != nullptr) {
                request->remove_children("urn:cxmpp:media:1", "hash");
                request->append("urn:cxmpp:media:1", "hash").add_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
