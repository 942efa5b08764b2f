#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_requests_untold();

Defect group_requests_untold() {
  return {.name = "group-requests-untold", .lie = "No admin hears of those who want to be let in.", .violates = {"GRP-13a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child(kGroups, "asks")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
