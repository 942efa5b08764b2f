#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect handled_miscounted();

Defect handled_miscounted() {
  return {.name = "handled-miscounted",
          .lie = "Every count that is told is one too high.",
          .violates = {"XEP0198-4-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is("urn:xmpp:sm:3", "a")) {
                    const std::string h(element.attribute("h"));
                    element.set_attribute("h", std::to_string(std::stoull(h) + 1));
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
