#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect number_kept_readable();

Defect number_kept_readable() {
  return {.name = "number-kept-readable",
          .lie = "Numbers that a code was asked for lie in the store as they were typed.",
          .violates = {"REG-03c"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            const auto readable = [](ByteView heard) { return overheard_attribute(heard, "urn:cxmpp:register:1", "number"); };
            return std::make_unique<OverhearingStore>(std::move(sound), readable, Overheard::Octets);
          }};
}

}  // namespace assay::conformance::defects::catalogue
