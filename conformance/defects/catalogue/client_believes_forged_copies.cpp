#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_forged_copies();

Defect client_believes_forged_copies() {
  return {.name = "client-believes-forged-copies",
          .lie = "A client takes copies for true whoever made them.",
          .violates = {"XEP0280-11"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              const bool is_copy = element.find_child("urn:xmpp:carbons:2", "sent") || element.find_child("urn:xmpp:carbons:2", "received");
              const std::string to(element.attribute("to"));
              if (is_copy) element.set_attribute("from", to.substr(0, to.find('/')));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
