#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect stray_result_answered();

Defect stray_result_answered() {
  return {.name = "stray-result-answered",
          .lie = "A result or an error that nobody waits for is answered with an error.",
          .violates = {"RFC6120-8.2.3-c"},
          .wire = [] {
            return lying([asked = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const std::string_view type = element.attribute("type");
              if (direction == relay::Direction::ToServer && element.is(xml::ns::kClient, "iq") && (type == "result" || type == "error") &&
                  !asked.contains(std::string(element.attribute("id")))) {
                xml::Element answer(xml::ns::kClient, "iq");
                answer.set_attribute("type", "error").set_attribute("id", std::string(element.attribute("id")));
                answer.append(xml::ns::kClient, "error").append("urn:ietf:params:xml:ns:xmpp-stanzas", "item-not-found");
                return {just(std::move(element)), just(std::move(answer))};
              }
              if (direction == relay::Direction::ToClient && element.is(xml::ns::kClient, "iq"))
                asked.insert(std::string(element.attribute("id")));
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
