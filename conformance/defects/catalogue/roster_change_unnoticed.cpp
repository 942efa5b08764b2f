#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect roster_change_unnoticed();

Defect roster_change_unnoticed() {
  return {
      .name = "roster-change-unnoticed",
      .lie = "Whoever names a version is told that nothing has changed.",
      .violates = {"RFC6121-2.6.3-a", "RFC6121-2.6.3-c"},
      .wire = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          const xml::Element* query = direction == relay::Direction::ToServer && is_iq(element, "get", "jabber:iq:roster", "query")
                                          ? element.find_child("jabber:iq:roster", "query")
                                          : nullptr;
          if (!query || query->attribute("ver").empty()) return {just(std::move(element)), {}};
          return {{}, just(xml::Element(xml::ns::kClient, "iq").with("type", "result").with("id", std::string(element.attribute("id"))))};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
