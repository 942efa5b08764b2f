#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_enabled_by_anything();

// Without the server's help: what has no address is answered as if it had been taken.
Defect push_enabled_by_anything() {
  return {.name = "push-enabled-by-anything", .lie = "A push service without an address is taken.", .violates = {"XEP0357-5"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* enable = element.find_child("urn:xmpp:push:0", "enable");
              if (direction != relay::Direction::ToServer || !enable || enable->has_attribute("jid")) return {just(std::move(element)), {}};
              xml::Element done(xml::ns::kClient, "iq");
              done.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(done))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
