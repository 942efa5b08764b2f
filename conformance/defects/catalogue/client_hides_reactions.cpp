#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_reactions();

Defect client_hides_reactions() {
  return {.name = "client-hides-reactions", .lie = "The client tells nobody what others show beside messages.", .violates = {"MSG-18d"}, .client = [] {
            return lying_to_client([](xml::Element element) {
              element.remove_children("urn:xmpp:reactions:0", "reactions");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
