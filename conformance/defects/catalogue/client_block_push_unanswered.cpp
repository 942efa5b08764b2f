#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_block_push_unanswered();

Defect client_block_push_unanswered() {
  return {.name = "client-block-push-unanswered",
          .lie = "A client leaves pushes of its block list unanswered.",
          .violates = {"XEP0191-3.3-l"},
          .client = [] {
            return lying([push = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient) {
                const bool pushed =
                    is_iq(element, "set", "urn:xmpp:blocking", "block") || is_iq(element, "set", "urn:xmpp:blocking", "unblock");
                if (pushed) push = element.attribute("id");
              } else if (element.local() == "iq" && element.attribute("type") == "result" && element.attribute("id") == push) {
                return {};
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
