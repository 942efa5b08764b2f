#include <utility>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_token_late();

Defect client_shows_token_late() {
  return {
      .name = "client-shows-token-late",
      .lie = "A client waits for the features before it shows its token.",
      .violates = {"REG-30d"},
      .client = [] {
        return lying([held = std::vector<xml::Element>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          if (element.find_child("urn:xmpp:fast:0", "fast")) {
            held = just(std::move(element));
            return {};
          }
          const bool features = direction == relay::Direction::ToClient && element.is(xml::ns::kStreams, "features");
          std::vector<xml::Element> late = features ? std::exchange(held, {}) : std::vector<xml::Element>();
          return {just(std::move(element)), std::move(late)};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
