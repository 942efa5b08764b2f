#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect no_route_concealed();

Defect no_route_concealed() {
  return {.name = "no-route-concealed",
          .lie = "A code that nobody can bring is promised.",
          .violates = {"REG-11b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "no-route")) return just(std::move(element));
              xml::Element requested("urn:cxmpp:register:1", "requested");
              for (const auto& [name, value] :
                   {std::pair{"id", "x"}, {"digits", "6"}, {"expires", "600"}, {"retry-after", "120"}, {"methods", "sms voice"}}) {
                requested.set_attribute(name, value);
              }
              return just(as_result(std::move(element), std::move(requested)));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
