#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_stale_taken();

Defect group_stale_taken() {
  return {.name = "group-stale-taken",
          .lie = "A message for members that never were is taken, and goes to all.",
          .violates = {"GRP-15d"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              const xml::Element* recipients = element.find_child(kGroups, "recipients");
              if (recipients && recipients->attribute("repair") != "true") element.remove_children(kGroups, "recipients");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
