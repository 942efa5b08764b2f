#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_keeps_token_when_unlinked();

Defect client_keeps_token_when_unlinked() {
  return {.name = "client-keeps-token-when-unlinked",
          .lie = "A client that is unlinked keeps its token.",
          .violates = {"DEV-16"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.local() == "error")
                element.remove_children("urn:cxmpp:errors:1", "unlinked");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
