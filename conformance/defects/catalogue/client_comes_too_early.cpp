#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_comes_too_early();

Defect client_comes_too_early() {
  return {.name = "client-comes-too-early",
          .lie = "A client that is told to come later does not hear when.",
          .violates = {"MSG-23c"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* later = element.local() == "failure" ? element.find_child("urn:cxmpp:errors:1", "try-later") : nullptr;
              if (later) later->remove_attribute("retry-after");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
