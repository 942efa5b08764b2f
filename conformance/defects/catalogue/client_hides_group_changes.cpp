#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_group_changes();

Defect client_hides_group_changes() {
  return {.name = "client-hides-group-changes",
          .lie = "A client does not tell who was added to a group, nor who went.",
          .violates = {"GRP-20a"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* change = element.find_child(kGroups, "change");
              const bool is_of_members = change && (change->find_child(kGroups, "member") || change->attribute("kind") == "left");
              if (is_of_members) return std::vector<xml::Element>();
              if (xml::Element* changes = element.find_child(kGroups, "changes")) changes->remove_children(kGroups, "change");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
