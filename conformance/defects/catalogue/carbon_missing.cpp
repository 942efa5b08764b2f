#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect carbon_missing();

Defect carbon_missing() {
  return {.name = "carbon-missing",
          .lie = "What another session sent is not copied.",
          .violates = {"XEP0280-8-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.find_child("urn:xmpp:carbons:2", "sent")) return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
