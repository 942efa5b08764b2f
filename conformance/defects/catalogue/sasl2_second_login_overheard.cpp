#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_second_login_overheard();

Defect sasl2_second_login_overheard() {
  return {.name = "sasl2-second-login-overheard",
          .lie = "Another login behind a successful one is overheard.",
          .violates = {"XEP0388-4.8-a"},
          .wire = [] {
            return lying([in = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              in = in || element.is("urn:xmpp:sasl:2", "success");
              if (direction == relay::Direction::ToServer && in && element.is("urn:xmpp:sasl:2", "authenticate")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
