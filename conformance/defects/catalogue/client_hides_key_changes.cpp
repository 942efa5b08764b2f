#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_key_changes();

Defect client_hides_key_changes() {
  return {.name = "client-hides-key-changes",
          .lie = "A client tells its user nothing of devices and keys that are others than before.",
          .violates = {"ENC-15i", "ENC-18a"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.local() == "message" && element.find_child(kDeviceList, "devices"))
                return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
