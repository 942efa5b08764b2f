#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

constexpr std::size_t kTokenOctets = 32;

}  // namespace

Defect token_kept_readable();

Defect token_kept_readable() {
  return {.name = "token-kept-readable",
          .lie = "Registration tokens lie in the store, for whoever forgets his.",
          .violates = {"REG-14b", "DEV-15"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            const auto readable = [](ByteView drawn) { return drawn.size() == kTokenOctets ? base64url(drawn) : std::string(); };
            return std::make_unique<OverhearingStore>(std::move(sound), readable);
          }};
}

}  // namespace assay::conformance::defects::catalogue
