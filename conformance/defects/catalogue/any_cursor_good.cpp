#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect any_cursor_good();

Defect any_cursor_good() {
  return {.name = "any-cursor-good",
          .lie = "A cursor that leads nowhere is taken for one since which nothing has changed.",
          .violates = {"CON-08b"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer || !cxmpp_error(element, "full-sync-required"))
                return {just(std::move(element)), {}};
              xml::Element matches("urn:cxmpp:contacts:1", "matches");
              matches.set_attribute("cursor", "any");
              return {just(as_result(std::move(element), std::move(matches))), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
