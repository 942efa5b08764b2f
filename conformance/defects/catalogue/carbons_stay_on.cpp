#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect carbons_stay_on();

Defect carbons_stay_on() {
  return {.name = "carbons-stay-on",
          .lie = "Who disables carbons keeps them.",
          .violates = {"XEP0280-5"},
          .wire =
              [] {
                return lying_to_server([](xml::Element element) {
                  if (element.find_child("urn:xmpp:carbons:2", "disable")) {
                    element.remove_children("urn:xmpp:carbons:2", "disable");
                    element.append("urn:xmpp:carbons:2", "enable");
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
