#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ack_withheld();

Defect ack_withheld() {
  return {.name = "ack-withheld",
          .lie = "Messages are never acknowledged to their sender.",
          .violates = {"MSG-02"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is("urn:cxmpp:ack:1", "ack")) return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
