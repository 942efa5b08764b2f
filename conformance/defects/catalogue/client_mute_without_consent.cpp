#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_mute_without_consent();

Defect client_mute_without_consent() {
  return {.name = "client-mute-without-consent",
          .lie = "The client writes to nobody before its user has agreed to uploads.",
          .violates = {"CON-17b"},
          .client = [] {
            return lying([agreed = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient) return {just(std::move(element)), {}};
              agreed = agreed || element.find_child("urn:cxmpp:contacts:1", "sync");
              if (!agreed && is_chat(element)) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
