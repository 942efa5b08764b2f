#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_forged();

Defect delay_forged() {
  return {.name = "delay-forged",
          .lie = "A delay that the sender wrote in the name of the server is passed on.",
          .violates = {"MSG-19"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {"urn:xmpp:delay", "delay"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
