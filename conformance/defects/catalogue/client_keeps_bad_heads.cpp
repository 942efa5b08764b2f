#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_keeps_bad_heads();

Defect client_keeps_bad_heads() {
  return {.name = "client-keeps-bad-heads",
          .lie = "A client goes on from whatever head it was told last.",
          .violates = {"ENC-20i"},
          .client = [] {
            return lying([size = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              xml::Element* proof = direction == relay::Direction::ToClient ? element.find_child(kKeyLog, "proof") : nullptr;
              const xml::Element* head = proof != nullptr ? proof->find_child(kKeyLog, "head") : nullptr;
              if (head != nullptr) size = head->attribute("size");
              xml::Element* ask = direction == relay::Direction::ToServer ? element.find_child(kKeyLog, "ask") : nullptr;
              if (ask != nullptr && !size.empty()) ask->set_attribute("since", size);
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
