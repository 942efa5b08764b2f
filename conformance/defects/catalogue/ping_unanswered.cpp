#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ping_unanswered();

Defect ping_unanswered() {
  return {.name = "ping-unanswered",
          .lie = "Pings are not answered.",
          .violates = {"XEP0199-4.2"},
          .wire =
              [] {
                return lying_to_server([](xml::Element element) {
                  if (element.is(xml::ns::kClient, "iq") && element.find_child("urn:xmpp:ping", "ping")) return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
