#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect entity_time_local();

Defect entity_time_local() {
  return {.name = "entity-time-local",
          .lie = "The server's UTC time has an offset behind it, as if it were local time.",
          .violates = {"XEP0202-2-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (auto* time = element.find_child("urn:xmpp:time", "time")) {
                    time->remove_children("urn:xmpp:time", "utc");
                    time->append("urn:xmpp:time", "utc").add_text("2026-01-01T02:00:00+02:00");
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
