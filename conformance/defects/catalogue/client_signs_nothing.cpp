#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_signs_nothing();

Defect client_signs_nothing() {
  return {.name = "client-signs-nothing",
          .lie = "A client that encrypts changes a group's members without a roll.",
          .violates = {"GRP-19a"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              for (const char* verb : {"add", "remove", "promote", "demote", "approve"}) {
                xml::Element* naming = element.find_child("urn:cxmpp:groups:1", verb);
                if (naming != nullptr) naming->remove_children("urn:cxmpp:groups:1", "roll");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
