#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_keeps_credentials();

Defect client_keeps_credentials() {
  return {.name = "client-keeps-credentials",
          .lie = "A client whose account became somebody else's keeps its token and tries it again.",
          .violates = {"REG-28"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.is("http://etherx.jabber.org/streams", "error")) {
                std::erase_if(element.content(), [](const xml::Content& item) {
                  const auto* child = std::get_if<xml::Element>(&item);
                  return child && child->ns() == "urn:cxmpp:errors:1";
                });
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
