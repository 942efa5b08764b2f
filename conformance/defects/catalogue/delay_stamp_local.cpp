#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_stamp_local();

Defect delay_stamp_local() {
  return {.name = "delay-stamp-local",
          .lie = "Delays are stamped in local time with an offset.",
          .violates = {"XEP0203-2-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (xml::Element* delay = element.find_child("urn:xmpp:delay", "delay"))
                    delay->set_attribute("stamp", "2026-01-01T02:00:00+02:00");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
