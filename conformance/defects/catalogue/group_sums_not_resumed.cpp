#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_sums_not_resumed();

Defect group_sums_not_resumed() {
  return {.name = "group-sums-not-resumed",
          .lie = "Who resumes his session is told no sums of receipts on it.",
          .violates = {"GRP-17c"},
          .wire = [] {
            return lying_to_client([resumed = false](xml::Element element) mutable -> std::vector<xml::Element> {
              if (element.is("urn:xmpp:sm:3", "resumed")) resumed = true;
              if (resumed && element.find_child(kGroups, "receipts")) return {};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
