#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_rejection_untold();

Defect group_rejection_untold() {
  return {.name = "group-rejection-untold", .lie = "Who is rejected hears nothing of it.", .violates = {"GRP-13b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child(kGroups, "rejected")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
