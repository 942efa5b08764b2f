#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_leaves_unsigned();

Defect client_leaves_unsigned() {
  return {
      .name = "client-leaves-unsigned", .lie = "A client whose user leaves a group signs nothing.", .violates = {"GRP-19i"}, .client = [] {
        return lying_to_server([](xml::Element element) {
          if (xml::Element* leave = element.find_child(kGroups, "leave")) leave->remove_children(kGroups, "roll");
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
