#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_missing();

Defect delay_missing() {
  return {.name = "delay-missing",
          .lie = "Messages that waited carry no stamp of their original time.",
          .violates = {"OFF-06"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  element.remove_children("urn:xmpp:delay", "delay");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
