#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_ids_reused();

Defect client_ids_reused() {
  return {.name = "client-ids-reused", .lie = "The client gives all its messages the same id.", .violates = {"MSG-01a"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && is_chat(element)) element.set_attribute("id", "the-only-id-that-there-is");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
