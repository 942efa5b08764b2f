#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_entries_lost();

Defect group_entries_lost() {
  return {.name = "group-entries-lost",
          .lie = "A group tells that somebody came by a link, and not what he signed.",
          .violates = {"GRP-19k"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* change = element.find_child(kGroups, "change")) change->remove_children(kGroups, "entry");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
