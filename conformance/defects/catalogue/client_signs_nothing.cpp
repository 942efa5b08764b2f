#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_signs_nothing();

Defect client_signs_nothing() {
  return {.name = "client-signs-nothing",
          .lie = "A client that encrypts changes a group's members without a roll.",
          .violates = {"GRP-19a"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              for (const char* verb : {"add", "remove", "promote", "demote", "approve"}) {
                xml::Element* naming = element.find_child(kGroups, verb);
                if (naming != nullptr) naming->remove_children(kGroups, "roll");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
