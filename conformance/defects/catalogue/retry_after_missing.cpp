#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect retry_after_missing();

Defect retry_after_missing() {
  return {.name = "retry-after-missing",
          .lie = "Whoever guesses too fast is not told how long to wait.",
          .violates = {"REG-07"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (xml::Element* error = element.find_child(xml::ns::kClient, "error")) {
                    if (xml::Element* fast = error->find_child("urn:cxmpp:errors:1", "guessed-too-fast"))
                      fast->remove_attribute("retry-after");
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
