#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resumed_whoever_asks();

Defect resumed_whoever_asks() {
  return {.name = "resumed-whoever-asks",
          .lie = "A session is said to be resumed whether it is there or not.",
          .violates = {"REG-16c", "DEV-13"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient || !element.is("urn:xmpp:sm:3", "resume")) return {just(std::move(element)), {}};
              xml::Element resumed("urn:xmpp:sm:3", "resumed");
              resumed.set_attribute("previd", std::string(element.attribute("previd"))).set_attribute("h", "0");
              return {{}, just(std::move(resumed))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
