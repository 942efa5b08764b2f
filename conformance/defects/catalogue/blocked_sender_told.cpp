#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect blocked_sender_told();

Defect blocked_sender_told() {
  return {.name = "blocked-sender-told",
          .lie = "A blocked sender is told by an error that his message was not taken.",
          .violates = {"MSG-15"},
          .wire = [] {
            return lying([refused = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient || !is_chat(element) || refused) return {just(std::move(element)), {}};
              refused = true;
              xml::Element error(xml::ns::kClient, "message");
              error.set_attribute("type", "error")
                  .set_attribute("id", std::string(element.attribute("id")))
                  .set_attribute("from", std::string(element.attribute("to")));
              error.append(xml::ns::kClient, "error").set_attribute("type", "cancel").append(xml::ns::kStanzaErrors, "service-unavailable");
              return {{}, just(std::move(error))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
