#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect wrong_code_called_missing();

Defect wrong_code_called_missing() {
  return {.name = "wrong-code-called-missing",
          .lie = "A wrong guess is answered as if there were no code.",
          .violates = {"REG-06b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* error = element.find_child(xml::ns::kClient, "error"); error && cxmpp_error(element, "wrong-code")) {
                error->remove_children("urn:cxmpp:errors:1", "wrong-code");
                error->append("urn:cxmpp:errors:1", "code-missing");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
