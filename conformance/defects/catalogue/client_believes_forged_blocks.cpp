#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_forged_blocks();

Defect client_believes_forged_blocks() {
  return {.name = "client-believes-forged-blocks",
          .lie = "A client takes pushes of its block list from anybody.",
          .violates = {"XEP0191-3.3-m"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (element.attribute("type") == "set" && element.find_child("urn:xmpp:blocking", "unblock"))
                element.remove_attribute("from");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
