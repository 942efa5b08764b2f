#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect nobody_untold();

Defect nobody_untold() {
  return {.name = "nobody-untold",
          .lie = "A message to a number without an account is dropped without a word.",
          .violates = {"MSG-16"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* error = element.is(xml::ns::kClient, "message") ? element.find_child(xml::ns::kClient, "error") : nullptr;
              if (error && error->find_child("urn:ietf:params:xml:ns:xmpp-stanzas", "service-unavailable"))
                return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
