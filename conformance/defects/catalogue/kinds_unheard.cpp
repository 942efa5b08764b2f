#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect kinds_unheard();

Defect kinds_unheard() {
  return {.name = "kinds-unheard",
          .lie = "What a message says of itself is not looked at.",
          .violates = {"MSG-18b", "MSG-20a", "MSG-12"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {"urn:cxmpp:msg:1", "kind"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
