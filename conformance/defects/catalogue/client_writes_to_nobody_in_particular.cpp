#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_writes_to_nobody_in_particular();

Defect client_writes_to_nobody_in_particular() {
  return {.name = "client-writes-to-nobody-in-particular",
          .lie = "A client does not say for whom its messages to a group are.",
          .violates = {"GRP-15c"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              element.remove_children(kGroups, "recipients");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
