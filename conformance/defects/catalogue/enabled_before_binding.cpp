#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect enabled_before_binding();

Defect enabled_before_binding() {
  return {.name = "enabled-before-binding",
          .lie = "Stream management is enabled before a resource is bound.",
          .violates = {"XEP0198-3-b"},
          .wire =
              [] {
                return lying_to_client([bound = false](xml::Element element) mutable {
                  if (element.find_child(xml::ns::kBind, "bind") != nullptr && element.local() == "iq") bound = true;
                  if (!bound && element.is("urn:xmpp:sm:3", "failed")) return just(xml::Element("urn:xmpp:sm:3", "enabled"));
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
