#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect last_seen_by_everybody();

Defect last_seen_by_everybody() {
  return {.name = "last-seen-by-everybody",
          .lie = "Whoever asks is told a time at which the account was there.",
          .violates = {"MSG-31", "XEP0012-4-c"},
          .wire = [] {
            return lying([asked = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) {
                if (is_iq(element, "get", "jabber:iq:last", "query")) asked = std::string(element.attribute("id"));
              } else if (!asked.empty() && element.attribute("id") == asked && element.attribute("type") == "error") {
                return {just(as_result(std::move(element), xml::Element("jabber:iq:last", "query").with("seconds", "77"))), {}};
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
