#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect blocked_error_unnamed();

Defect blocked_error_unnamed() {
  return {.name = "blocked-error-unnamed",
          .lie = "Whoever writes to somebody on his own list is not told that the list is why.",
          .violates = {"XEP0191-3.3-j"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* error = element.find_child(xml::ns::kClient, "error"))
                error->remove_children("urn:xmpp:blocking:errors", "blocked");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
