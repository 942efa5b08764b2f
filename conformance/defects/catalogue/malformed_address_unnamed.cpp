#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect malformed_address_unnamed();

Defect malformed_address_unnamed() {
  return {.name = "malformed-address-unnamed",
          .lie = "What is no address is answered with item-not-found.",
          .violates = {"RFC6120-8.3.3.8", "RFC7622-3.1", "RFC7622-3.2-b", "RFC7622-3.3-b", "RFC7622-3.3.1", "RFC7622-3.4-c"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  xml::Element* error = element.find_child(xml::ns::kClient, "error");
                  if (error && error->find_child("urn:ietf:params:xml:ns:xmpp-stanzas", "jid-malformed")) {
                    error->remove_children("urn:ietf:params:xml:ns:xmpp-stanzas", "jid-malformed");
                    error->append("urn:ietf:params:xml:ns:xmpp-stanzas", "item-not-found");
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
