#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect private_copied();

Defect private_copied() {
  return {.name = "private-copied",
          .lie = "A message that is marked as private is copied like any other.",
          .violates = {"XEP0280-9-a", "XEP0280-9-b", "MSG-24b"},
          .wire =
              [] {
                return lying_to_server([](xml::Element element) {
                  element.remove_children("urn:xmpp:carbons:2", "private");
                  element.remove_children("urn:xmpp:hints", "no-copy");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
