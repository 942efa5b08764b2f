#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_passes_over_rolls();

Defect client_passes_over_rolls() {
  return {.name = "client-passes-over-rolls",
          .lie = "A client says nothing of a roll that it does not believe.",
          .violates = {"GRP-19c"},
          .client = [] {
            return lying_to_client([known = false](xml::Element element) mutable {
              const bool has_roll = element.local() == "message" && element.find_child(kGroups, "roll") != nullptr;
              if (has_roll && std::exchange(known, true)) element.remove_children(kGroups, "roll");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
