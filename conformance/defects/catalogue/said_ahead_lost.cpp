#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect said_ahead_lost();

Defect said_ahead_lost() {
  return {.name = "said-ahead-lost",
          .lie = "What a client says before it was told the features is lost.",
          .violates = {"REG-30a"},
          .wire = [] {
            return lying([told = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (element.is(xml::ns::kTls, "proceed")) told = false;
              if (element.is(xml::ns::kStreams, "features") && !element.find_child(xml::ns::kTls, "starttls")) told = true;
              if (direction == relay::Direction::ToServer && !told && element.is("urn:xmpp:sasl:2", "authenticate")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
