#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect zealous_uploads();

Defect zealous_uploads() {
  return {.name = "zealous-uploads",
          .lie = "A client asks for three slots of different octets for one file, as if it sealed it for each of three by itself.",
          .violates = {"BCL-20"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* request = element.find_child("urn:xmpp:http:upload:0", "request");
              if (request == nullptr || request->find_child("urn:cxmpp:media:1", "hash") == nullptr) return just(std::move(element));
              std::vector<xml::Element> said;
              for (const char* hash : {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}) {
                xml::Element other = element;
                other.set_attribute("id", std::string(element.attribute("id")) + hash);
                xml::Element* same = other.find_child("urn:xmpp:http:upload:0", "request");
                same->remove_children("urn:cxmpp:media:1", "hash");
                same->append("urn:cxmpp:media:1", "hash").add_text(hash);
                said.push_back(std::move(other));
              }
              said.push_back(std::move(element));
              return said;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
