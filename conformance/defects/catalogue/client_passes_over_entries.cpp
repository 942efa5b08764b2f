#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_passes_over_entries();

Defect client_passes_over_entries() {
  return {.name = "client-passes-over-entries",
          .lie = "A client pays no heed to what those who come by a link have signed.",
          .violates = {"GRP-19m", "GRP-19n"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* change = element.find_child(kGroups, "change")) change->remove_children(kGroups, "entry");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
