#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_seals_as_another();

Defect client_seals_as_another() {
  return {.name = "client-seals-as-another",
          .lie = "A client says that each message to a group is by another of its devices.",
          .violates = {"ENC-31"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              xml::Element* sealed = direction == relay::Direction::ToServer ? element.find_child("urn:cxmpp:e2e:1", "sealed") : nullptr;
              if (sealed != nullptr) sealed->set_attribute("device", "1");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
