#include "conformance/defects/catalogue.hpp"

#include <optional>

namespace assay::conformance::defects::catalogue {

Defect client_asks_at_once();

Defect client_asks_at_once() {
  return {
      .name = "client-asks-at-once",
      .lie = "The client asks again at once for what it was told to wait for.",
      .violates = {"CON-19a"},
      .client = [] {
        return lying([asked = std::optional<xml::Element>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          if (direction == relay::Direction::ToServer) {
            if (element.find_child("urn:cxmpp:contacts:1", "sync")) asked = element;
            return {just(std::move(element)), {}};
          }
          if (!cxmpp_error(element, "rate-limit") || !asked || element.attribute("id") != asked->attribute("id"))
            return {just(std::move(element)), {}};
          asked->set_attribute("id", "again-" + std::string(asked->attribute("id")));
          return {just(std::move(element)), just(*asked)};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
