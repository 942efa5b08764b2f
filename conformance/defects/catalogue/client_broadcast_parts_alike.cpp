#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_broadcast_parts_alike();

Defect client_broadcast_parts_alike() {
  return {.name = "client-broadcast-parts-alike",
          .lie = "A client seals a broadcast for its first recipient, and sends all of them that.",
          .violates = {"BCL-08a"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* upload = upload_in(element);
              if (upload == nullptr || !is_sealed_upload(*upload)) return just(std::move(element));
              const std::vector<xml::Element*> parts = parts_of(*upload);
              for (xml::Element* part : parts) {
                if (part != parts.front()) part->content() = parts.front()->content();
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
