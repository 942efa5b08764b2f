#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_type_taken();

Defect media_type_taken() {
  return {.name = "media-type-taken", .lie = "A slot is given for a file of any type.", .violates = {"MSG-25b"}, .wire = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* request = element.find_child("urn:xmpp:http:upload:0", "request");
              if (request != nullptr) request->set_attribute("content-type", "application/octet-stream");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
