#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect revoked_comes();

Defect revoked_comes() {
  return {.name = "revoked-comes", .lie = "What was taken back while it waited comes all the same.", .violates = {"OFF-20"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {"urn:cxmpp:msg:1", "kind"});
              smuggle(direction, element, {"urn:xmpp:message-retract:1", "retract"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
