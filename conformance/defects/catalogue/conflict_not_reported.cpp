#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect conflict_not_reported();

Defect conflict_not_reported() {
  return {.name = "conflict-not-reported",
          .lie = "Another message under a used id is acknowledged as if it were the first again.",
          .violates = {"MSG-03b"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  const xml::Element* error =
                      element.is(xml::ns::kClient, "message") ? element.find_child(xml::ns::kClient, "error") : nullptr;
                  if (error && error->find_child("urn:cxmpp:errors:1", "conflict")) {
                    xml::Element ack("urn:cxmpp:ack:1", "ack");
                    ack.set_attribute("id", std::string(element.attribute("id")));
                    ack.set_attribute("stamp", "2026-01-01T00:00:00Z");
                    return just(std::move(ack));
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
