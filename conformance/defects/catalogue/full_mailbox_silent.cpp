#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect full_mailbox_silent();

Defect full_mailbox_silent() {
  return {.name = "full-mailbox-silent",
          .lie = "A message for a full mailbox is dropped without a word.",
          .violates = {"OFF-12"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  const xml::Element* error = element.find_child(xml::ns::kClient, "error");
                  if (error && error->find_child("urn:cxmpp:errors:1", "queue-full")) return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
