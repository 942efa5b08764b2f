#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_change_anonymous();

Defect group_change_anonymous() {
  return {.name = "group-change-anonymous", .lie = "A change says that the group has made it.", .violates = {"GRP-05a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* change = element.find_child(kGroups, "change"))
                change->set_attribute("actor", std::string(element.attribute("from")));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
