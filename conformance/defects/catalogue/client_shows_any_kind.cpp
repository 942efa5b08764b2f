#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_any_kind();

Defect client_shows_any_kind() {
  return {.name = "client-shows-any-kind",
          .lie = "A client shows what it does not know like any message.",
          .violates = {"MSG-20b"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              element.remove_children("urn:cxmpp:msg:1", "kind");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
