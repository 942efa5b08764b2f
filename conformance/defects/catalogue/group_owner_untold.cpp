#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_owner_untold();

Defect group_owner_untold() {
  return {.name = "group-owner-untold", .lie = "Members are not told who owns the group now.", .violates = {"GRP-08b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* change = element.find_child(kGroups, "change");
              if (change && change->attribute("kind") == "owner") return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
