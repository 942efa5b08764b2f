#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_obeys_anybody();

Defect client_obeys_anybody() {
  return {
      .name = "client-obeys-anybody", .lie = "The client takes roster pushes from anybody.", .violates = {"RFC6121-2.1.6-b"}, .client = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          if (direction == relay::Direction::ToClient && is_iq(element, "set", "jabber:iq:roster", "query"))
            element.remove_attribute("from");
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
