#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect offline_message_lost();

Defect offline_message_lost() {
  return {.name = "offline-message-lost",
          .lie = "Every second message that waited is never delivered.",
          .violates = {"OFF-01"},
          .wire = [] {
            return lying_to_client([count = 0](xml::Element element) mutable {
              if (is_delayed(element) && ++count % 2 == 0) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
