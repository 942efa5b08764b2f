#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect pin_kept_readable();

Defect pin_kept_readable() {
  return {.name = "pin-kept-readable",
          .lie = "PINs lie in the store as their owners set them.",
          .violates = {"REG-19g"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            const auto readable = [](ByteView heard) { return overheard_attribute(heard, "urn:cxmpp:pin:1", "pin"); };
            return std::make_unique<OverhearingStore>(std::move(sound), readable, Overheard::Octets);
          }};
}

}  // namespace assay::conformance::defects::catalogue
