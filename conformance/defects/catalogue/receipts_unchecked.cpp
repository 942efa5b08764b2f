#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect receipts_unchecked();

Defect receipts_unchecked() {
  return {.name = "receipts-unchecked",
          .lie = "Receipts are passed on whoever gives them, for whatever, and to whomever.",
          .violates = {"MSG-09", "MSG-11", "MSG-12", "BCL-09"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {"urn:xmpp:receipts", "received"});
              smuggle(direction, element, {"urn:xmpp:chat-markers:0", "displayed"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
