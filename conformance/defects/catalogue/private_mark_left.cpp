#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect private_mark_left();

Defect private_mark_left() {
  return {.name = "private-mark-left",
          .lie = "The mark of a private message is not taken out.",
          .violates = {"XEP0280-9-c"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (is_chat(element) && element.find_child("urn:xmpp:hints", "no-copy")) element.append("urn:xmpp:carbons:2", "private");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
