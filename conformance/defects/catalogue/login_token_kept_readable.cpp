#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect login_token_kept_readable();

Defect login_token_kept_readable() {
  return {.name = "login-token-kept-readable",
          .lie = "Tokens of the next login lie in the store as they were given.",
          .violates = {"REG-14c"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            const auto readable = [](ByteView heard) { return overheard_attribute(heard, "urn:xmpp:fast:0", "token"); };
            return std::make_unique<OverhearingStore>(std::move(sound), readable, Overheard::Octets);
          }};
}

}  // namespace assay::conformance::defects::catalogue
