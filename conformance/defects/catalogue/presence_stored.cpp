#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect presence_stored();

Defect presence_stored() {
  return {
      .name = "presence-stored", .lie = "Presence for a phone that is off waits for it.", .violates = {"MSG-17"}, .wire = [] {
        return lying([count = 0](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          const char* mark = "urn:assay:presence";
          if (direction == relay::Direction::ToServer && element.is(xml::ns::kClient, "presence") && element.attribute("type").empty() &&
              element.has_attribute("to")) {
            xml::Element message(xml::ns::kClient, "message");
            message.set_attribute("to", std::string(element.attribute("to"))).set_attribute("id", "presence-" + std::to_string(++count));
            message.append(xml::ns::kClient, "body").add_text(mark);
            return {just(std::move(message)), {}};
          }
          if (direction == relay::Direction::ToClient && is_chat(element) && element.find_child(xml::ns::kClient, "body")->text() == mark) {
            xml::Element presence(xml::ns::kClient, "presence");
            for (const char* name : {"from", "to"}) presence.set_attribute(name, std::string(element.attribute(name)));
            return {just(std::move(presence)), {}};
          }
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
