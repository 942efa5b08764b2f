#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect matched_before_login();

Defect matched_before_login() {
  return {.name = "matched-before-login",
          .lie = "Numbers are matched for everybody, logged in or not.",
          .violates = {"CON-03", "REG-26a"},
          .wire = [] {
            return lying([is_in = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              is_in = is_in || element.is(xml::ns::kSasl, "success");
              if (direction == relay::Direction::ToServer && !is_in && is_iq(element, "set", "urn:cxmpp:contacts:1", "sync")) {
                return {{}, just(as_result(std::move(element), xml::Element("urn:cxmpp:contacts:1", "matches")))};
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
