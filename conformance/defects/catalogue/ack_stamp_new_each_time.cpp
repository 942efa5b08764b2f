#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ack_stamp_new_each_time();

Defect ack_stamp_new_each_time() {
  return {.name = "ack-stamp-new-each-time",
          .lie = "A message that is sent again is acknowledged with the time of the repetition.",
          .violates = {"MSG-03a"},
          .wire =
              [] {
                return lying_to_client([count = 0](xml::Element element) mutable {
                  if (element.is("urn:cxmpp:ack:1", "ack"))
                    element.set_attribute("stamp", "2026-01-01T00:00:" + std::to_string(10 + count++ % 50) + "Z");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
