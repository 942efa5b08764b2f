#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_changes_cut();

Defect group_changes_cut() {
  return {
      .name = "group-changes-cut", .lie = "Of the changes behind a version the first is left out.", .violates = {"GRP-05b"}, .wire = [] {
        return lying_to_client([](xml::Element element) {
          if (xml::Element* changes = element.find_child(kGroups, "changes")) {
            std::vector<xml::Content>& content = changes->content();
            if (!content.empty()) content.erase(content.begin());
          }
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
