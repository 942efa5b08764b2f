#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_disable_unheard();

Defect push_disable_unheard() {
  return {.name = "push-disable-unheard",
          .lie = "A device that wants to be woken no more is told so, and woken on.",
          .violates = {"XEP0357-6"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction != relay::Direction::ToServer || !is_iq(element, "set", "urn:xmpp:push:0", "disable")) {
                return {just(std::move(element)), {}};
              }
              xml::Element done(xml::ns::kClient, "iq");
              done.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(done))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
