#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_binds_beside_resuming();

Defect bind2_binds_beside_resuming() {
  return {.name = "bind2-binds-beside-resuming",
          .lie = "A login that takes up a session says that it has bound another.",
          .violates = {"XEP0386-3.2-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:xmpp:sm:3", "resumed")) element.append("urn:xmpp:bind:0", "bound");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
