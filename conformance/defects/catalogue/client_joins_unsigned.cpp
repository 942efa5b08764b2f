#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_joins_unsigned();

Defect client_joins_unsigned() {
  return {.name = "client-joins-unsigned",
          .lie = "A client whose user comes by a link with a key signs nothing.",
          .violates = {"GRP-19o"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* join = element.find_child(kGroups, "join")) join->remove_children(kGroups, "entry");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
