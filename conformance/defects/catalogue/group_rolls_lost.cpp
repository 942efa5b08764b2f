#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_rolls_lost();

Defect group_rolls_lost() {
  return {
      .name = "group-rolls-lost", .lie = "A group tells a change without the roll that came with it.", .violates = {"GRP-19f"}, .wire = [] {
        return lying_to_client([](xml::Element element) {
          if (element.local() == "message") element.remove_children(kGroups, "roll");
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
