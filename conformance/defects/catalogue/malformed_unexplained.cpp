#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect malformed_unexplained();

Defect malformed_unexplained() {
  return {.name = "malformed-unexplained",
          .lie = "A stream that is not well-formed ends without a word.",
          .violates = {"WIR-15", "RFC6120-4.9.3.13"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("http://etherx.jabber.org/streams", "error") &&
                  (element.find_child("urn:ietf:params:xml:ns:xmpp-streams", "not-well-formed") ||
                   element.find_child("urn:ietf:params:xml:ns:xmpp-streams", "bad-format")))
                return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
