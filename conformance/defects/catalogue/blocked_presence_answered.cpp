#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect blocked_presence_answered();

Defect blocked_presence_answered() {
  return {
      .name = "blocked-presence-answered",
      .lie = "Whoever probes or asks to see somebody who blocked him is answered with an error.",
      .violates = {"XEP0191-3.3-f"},
      .wire = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          const std::string type(element.attribute("type"));
          const bool asks = element.is(xml::ns::kClient, "presence") && (type == "probe" || type == "subscribe");
          if (direction == relay::Direction::ToClient || !asks) return {just(std::move(element)), {}};
          xml::Element refusal(xml::ns::kClient, "presence");
          refusal.set_attribute("type", "error").set_attribute("from", std::string(element.attribute("to")));
          refusal.append(xml::ns::kClient, "error").set_attribute("type", "cancel").append(xml::ns::kStanzaErrors, "service-unavailable");
          return {just(std::move(element)), just(std::move(refusal))};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
