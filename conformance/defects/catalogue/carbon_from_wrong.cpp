#include "conformance/defects/carbon_copy.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect carbon_from_wrong();

Defect carbon_from_wrong() {
  return {.name = "carbon-from-wrong",
          .lie = "A copy comes from the sender of the original, as if he had made it.",
          .violates = {"XEP0280-7-b", "XEP0280-8-b"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  for (const char* direction : {"sent", "received"}) {
                    if (const xml::Element* message = copied_message(element, direction))
                      element.set_attribute("from", std::string(message->attribute("from")));
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
