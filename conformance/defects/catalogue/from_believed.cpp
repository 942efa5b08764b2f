#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect from_believed();

Defect from_believed() {
  return {.name = "from-believed",
          .lie = "What a sender writes into from is what the addressee sees.",
          .violates = {"RFC6120-8.1.2.1", "RFC6120-4.9.3.9"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              constexpr const char* kCarrier = "urn:assay:from";
              if (direction == relay::Direction::ToServer && is_chat(element) && element.has_attribute("from")) {
                element.append(kCarrier, "from").set_attribute("is", std::string(element.attribute("from")));
                element.remove_attribute("from");
              } else if (const xml::Element* claimed = element.find_child(kCarrier, "from")) {
                element.set_attribute("from", std::string(claimed->attribute("is")));
                element.remove_children(kCarrier, "from");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
