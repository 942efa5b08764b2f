#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect activity_to_strangers();

Defect activity_to_strangers() {
  return {.name = "activity-to-strangers", .lie = "Whoever one writes to sees what one is doing.", .violates = {"MSG-11"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {"http://jabber.org/protocol/chatstates", "composing"});
              smuggle(direction, element, {"urn:cxmpp:msg:1", "recording"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
