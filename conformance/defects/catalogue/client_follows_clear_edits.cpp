#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_follows_clear_edits();

Defect client_follows_clear_edits() {
  return {.name = "client-follows-clear-edits",
          .lie = "A client shows what an edit in the clear says, whoever may have written it.",
          .violates = {"ENC-01e", "MSG-18c"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer || is_encrypted(element)) return {just(std::move(element)), {}};
              if (element.find_child("urn:xmpp:message-correct:0", "replace") != nullptr) {
                element.remove_children("urn:xmpp:message-correct:0", "replace");
                element.remove_children("urn:cxmpp:msg:1", "kind");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
