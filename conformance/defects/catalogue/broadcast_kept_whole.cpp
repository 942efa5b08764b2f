#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect broadcast_kept_whole();

Defect broadcast_kept_whole() {
  return {.name = "broadcast-kept-whole",
          .lie = "A broadcast lies in the store as it came, with all that it was for.",
          .violates = {"BCL-01"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            const auto readable = [](ByteView heard) {
              const std::size_t at = heard.find("urn:cxmpp:broadcast:1");
              return at == ByteView::npos ? std::string() : std::string(heard.substr(at));
            };
            return std::make_unique<OverhearingStore>(std::move(sound), readable, Overheard::Octets);
          }};
}

}  // namespace assay::conformance::defects::catalogue
