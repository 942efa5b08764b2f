#include <chrono>
#include <optional>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_rotates_weekly();

Defect client_rotates_weekly() {
  return {.name = "client-rotates-weekly",
          .lie = "A client replaces its signed prekey once a week, whether or not its last resort began a session.",
          .violates = {"ENC-08"},
          .client = [] {
            struct Kept {
              xml::Element signed_prekey;
              Instant since;
            };
            return lying([kept = std::optional<Kept>()](relay::Direction direction, xml::Element element, const Now& now) mutable -> Said {
              xml::Element* upload = direction == relay::Direction::ToServer ? element.find_child(kPrekeys, "upload") : nullptr;
              const xml::Element* key = upload != nullptr ? upload->find_child(kPrekeys, "signed") : nullptr;
              if (key == nullptr) return {just(std::move(element)), {}};
              if (!kept || now.monotonic - kept->since >= std::chrono::days{7}) {
                kept = Kept{*key, now.monotonic};
              } else {
                upload->remove_children(kPrekeys, "signed");
                upload->add(kept->signed_prekey);
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
