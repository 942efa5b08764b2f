#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect headline_stored();

Defect headline_stored() {
  return {.name = "headline-stored", .lie = "Headlines wait as if they were chats.", .violates = {"XEP0160-3-b"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              constexpr const char* kCarrier = "urn:assay:headline";
              if (direction == relay::Direction::ToServer && is_chat(element) && element.attribute("type") == "headline") {
                element.set_attribute("type", "chat").append(kCarrier, "headline");
              } else if (element.find_child(kCarrier, "headline")) {
                element.set_attribute("type", "headline").remove_children(kCarrier, "headline");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
