#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_without_mechanism();

Defect fast_without_mechanism() {
  return {.name = "fast-without-mechanism",
          .lie = "Logins by token are offered without a mechanism.",
          .violates = {"XEP0484-3.1-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* offer = element.find_child("urn:xmpp:sasl:2", "authentication");
              xml::Element* inlined = offer ? offer->find_child("urn:xmpp:sasl:2", "inline") : nullptr;
              xml::Element* fast = inlined ? inlined->find_child("urn:xmpp:fast:0", "fast") : nullptr;
              if (fast) fast->content().clear();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
