#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_ignored();

Defect bind2_ignored() {
  return {.name = "bind2-ignored",
          .lie = "A login that asks for a resource is not bound.",
          .violates = {"XEP0386-3.2-a", "XEP0386-3.2-c"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              element.remove_children("urn:xmpp:bind:0", "bind");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
