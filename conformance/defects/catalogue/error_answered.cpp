#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect error_answered();

Defect error_answered() {
  return {
      .name = "error-answered", .lie = "A message of type error is answered with another.", .violates = {"RFC6120-8.3.1"}, .wire = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          if (direction == relay::Direction::ToServer && element.is(xml::ns::kClient, "message") && element.attribute("type") == "error") {
            xml::Element answer(xml::ns::kClient, "message");
            answer.set_attribute("type", "error").set_attribute("id", std::string(element.attribute("id")));
            answer.append(xml::ns::kClient, "error").append("urn:ietf:params:xml:ns:xmpp-stanzas", "service-unavailable");
            return {just(std::move(element)), just(std::move(answer))};
          }
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
