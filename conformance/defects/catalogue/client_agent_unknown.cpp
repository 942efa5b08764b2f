#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_agent_unknown();

Defect client_agent_unknown() {
  return {
      .name = "client-agent-unknown", .lie = "A client names no user agent.", .violates = {"XEP0388-2.3-c", "XEP0484-4.1-a"}, .client = [] {
        return lying_to_server([](xml::Element element) {
          element.remove_children("urn:xmpp:sasl:2", "user-agent");
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
