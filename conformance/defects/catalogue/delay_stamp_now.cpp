#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_stamp_now();

Defect delay_stamp_now() {
  return {.name = "delay-stamp-now",
          .lie = "A message that waited is stamped with a time of delivery, not of arrival.",
          .violates = {"XEP0203-2-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (xml::Element* delay = element.find_child("urn:xmpp:delay", "delay"))
                    delay->set_attribute("stamp", "2038-01-19T03:14:08Z");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
