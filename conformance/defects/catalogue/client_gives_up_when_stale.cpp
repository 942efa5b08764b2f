#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_gives_up_when_stale();

Defect client_gives_up_when_stale() {
  return {.name = "client-gives-up-when-stale",
          .lie = "A client whose recipients were stale says that its message was not sent, and leaves it at that.",
          .violates = {"GRP-15f"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* error = element.find_child(xml::ns::kClient, "error");
              if (error) error->remove_children("urn:cxmpp:errors:1", "stale");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
