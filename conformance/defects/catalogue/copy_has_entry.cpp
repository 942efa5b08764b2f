#include "conformance/defects/carbon_copy.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect copy_has_entry();

Defect copy_has_entry() {
  return {.name = "copy-has-entry",
          .lie = "A copy carries the id of an entry, as if it were to be acknowledged.",
          .violates = {"MSG-27"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const bool is_copy = copied_message(element, "sent") || copied_message(element, "received");
              if (is_copy) {
                const std::string by(element.attribute("from"));
                element.append("urn:xmpp:sid:0", "stanza-id").set_attribute("by", by).set_attribute("id", "entry-of-a-copy");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
