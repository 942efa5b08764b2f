#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_gives_up_too_fast();

Defect client_gives_up_too_fast() {
  return {.name = "client-gives-up-too-fast",
          .lie = "A client that was too fast says nothing more of it.",
          .violates = {"MSG-13e"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* error = element.is(xml::ns::kClient, "message") ? element.find_child(xml::ns::kClient, "error") : nullptr;
              xml::Element* limit = error ? error->find_child("urn:cxmpp:errors:1", "rate-limit") : nullptr;
              if (limit) limit->set_attribute("retry-after", "86400");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
