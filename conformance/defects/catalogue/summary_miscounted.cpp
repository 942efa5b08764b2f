#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect summary_miscounted();

Defect summary_miscounted() {
  return {.name = "summary-miscounted",
          .lie = "The summary promises one message too few.",
          .violates = {"OFF-04"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is("urn:cxmpp:offline:1", "summary") && element.attribute("messages") != "0")
                    element.set_attribute("messages", "1");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
