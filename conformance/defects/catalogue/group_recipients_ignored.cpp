#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_recipients_ignored();

Defect group_recipients_ignored() {
  return {.name = "group-recipients-ignored",
          .lie = "For whom a message is meant is not looked at.",
          .violates = {"GRP-15a", "GRP-15b", "GRP-15d"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              element.remove_children(kGroups, "recipients");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
