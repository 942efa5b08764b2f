#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_stamp_now();

Defect delay_stamp_now() {
  return {.name = "delay-stamp-now",
          .lie = "A message that waited is stamped with the time of its delivery, not of its arrival.",
          .violates = {"XEP0203-2-a", "OFF-06"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now& now) -> Said {
              xml::Element* delay = element.find_child("urn:xmpp:delay", "delay");
              if (direction == relay::Direction::ToClient && delay) delay->set_attribute("stamp", date_time(now.wall));
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
