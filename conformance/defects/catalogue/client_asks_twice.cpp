#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_twice();

Defect client_asks_twice() {
  return {.name = "client-asks-twice", .lie = "The client asks for a code twice, to be sure.", .violates = {"REG-29"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && is_iq(element, "set", "urn:cxmpp:register:1", "request")) {
                std::vector<xml::Element> out = just(element);
                element.set_attribute("id", "again-" + std::string(element.attribute("id")));
                out.push_back(std::move(element));
                return {std::move(out), {}};
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
