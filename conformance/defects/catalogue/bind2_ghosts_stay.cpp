#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_ghosts_stay();

Defect bind2_ghosts_stay() {
  return {.name = "bind2-ghosts-stay",
          .lie = "A client that has come back leaves its earlier session where it was.",
          .violates = {"XEP0386-3.2-f"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (element.find_child("urn:xmpp:bind:0", "bind")) element.remove_children("urn:xmpp:sasl:2", "user-agent");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
