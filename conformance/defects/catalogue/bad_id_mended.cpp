#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bad_id_mended();

Defect bad_id_mended() {
  return {.name = "bad-id-mended",
          .lie = "A message without an id gets one, and one that is too long is cut.",
          .violates = {"MSG-01b"},
          .wire = [] {
            return lying_to_server([count = 0](xml::Element element) mutable {
              if (is_chat(element)) {
                const std::string id(element.attribute("id"));
                element.set_attribute("id", id.empty() ? "made-up-" + std::to_string(++count) : id.substr(0, 64));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
