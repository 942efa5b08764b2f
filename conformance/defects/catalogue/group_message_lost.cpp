#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_message_lost();

Defect group_message_lost() {
  return {.name = "group-message-lost",
          .lie = "Every second message of others in a group does not arrive.",
          .violates = {"GRP-06a"},
          .wire = [] {
            return lying_to_client([count = 0](xml::Element element) mutable {
              const bool is_message = element.find_child(kGroups, "order") && element.find_child(xml::ns::kClient, "body");
              if (is_message && ++count % 2 == 0) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
