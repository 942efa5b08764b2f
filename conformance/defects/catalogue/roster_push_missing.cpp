#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect roster_push_missing();

Defect roster_push_missing() {
  return {.name = "roster-push-missing",
          .lie = "Sessions are not told of changes of their roster.",
          .violates = {"RFC6121-2.1.6-a", "CON-23"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is(xml::ns::kClient, "iq") && element.attribute("type") == "set" &&
                      element.find_child("jabber:iq:roster", "query")) {
                    return std::vector<xml::Element>();
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
