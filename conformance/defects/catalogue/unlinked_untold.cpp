#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unlinked_untold();

Defect unlinked_untold() {
  return {.name = "unlinked-untold",
          .lie = "A companion that is unlinked loses its stream without being told why.",
          .violates = {"DEV-07b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.local() == "error") element.remove_children("urn:cxmpp:errors:1", "unlinked");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
