#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect broadcast_refusals_untold();

Defect broadcast_refusals_untold() {
  return {.name = "broadcast-refusals-untold",
          .lie = "The answer to a broadcast names nobody who was refused.",
          .violates = {"BCL-07"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* accepted = element.find_child("urn:cxmpp:broadcast:1", "accepted")) {
                accepted->remove_children("urn:cxmpp:broadcast:1", "refused");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
