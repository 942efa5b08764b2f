#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ack_stamp_new_each_time();

Defect ack_stamp_new_each_time() {
  return {.name = "ack-stamp-new-each-time",
          .lie = "An acknowledgement says when it left, and not when the message came.",
          .violates = {"MSG-03a"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now& now) -> Said {
              if (direction == relay::Direction::ToClient && element.is("urn:cxmpp:ack:1", "ack"))
                element.set_attribute("stamp", date_time(now.wall));
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
