#include "conformance/defects/carbon_copy.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect carbon_unwrapped();

Defect carbon_unwrapped() {
  return {.name = "carbon-unwrapped",
          .lie = "A copy comes as the bare original.",
          .violates = {"XEP0280-7-c", "XEP0280-8-c"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  for (const char* direction : {"sent", "received"}) {
                    if (const xml::Element* message = copied_message(element, direction)) return just(*message);
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
