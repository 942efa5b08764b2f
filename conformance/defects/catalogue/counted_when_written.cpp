#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect counted_when_written();

Defect counted_when_written() {
  return {.name = "counted-when-written",
          .lie = "With stream management a message leaves the mailbox when it is written, not when the client has counted it.",
          .violates = {"OFF-18c"},
          .wire = [] {
            return lying([managed = false, written = 0U](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) return {just(std::move(element)), {}};
              if (element.is("urn:xmpp:sm:3", "enabled")) managed = true, written = 0;
              if (!managed || element.ns() != xml::ns::kClient) return {just(std::move(element)), {}};
              xml::Element count("urn:xmpp:sm:3", "a");
              count.set_attribute("h", std::to_string(++written));
              return {just(std::move(element)), just(std::move(count))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
