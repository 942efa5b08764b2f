#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unblock_does_nothing();

Defect unblock_does_nothing() {
  return {.name = "unblock-does-nothing",
          .lie = "An unblock is answered, and the block stays.",
          .violates = {"XEP0191-3.4-a", "XEP0191-3.4-c", "XEP0191-3.4-d", "XEP0191-3.5-a"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient || !is_iq(element, "set", "urn:xmpp:blocking", "unblock"))
                return {just(std::move(element)), {}};
              xml::Element result(xml::ns::kClient, "iq");
              result.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(result))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
