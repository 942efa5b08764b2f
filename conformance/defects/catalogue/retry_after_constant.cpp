#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect retry_after_constant();

Defect retry_after_constant() {
  return {.name = "retry-after-constant",
          .lie = "Each code request may be followed by the next after two minutes, however many there were.",
          .violates = {"REG-09"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (xml::Element* requested = element.find_child("urn:cxmpp:register:1", "requested"))
                    requested->set_attribute("retry-after", "120");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
