#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_token_kept();

Defect fast_token_kept() {
  return {.name = "fast-token-kept",
          .lie = "A token that is given back stays good.",
          .violates = {"XEP0484-3.6-a"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* fast = element.find_child("urn:xmpp:fast:0", "fast")) fast->remove_attribute("invalidate");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
