#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect new_number_empty();

Defect new_number_empty() {
  return {.name = "new-number-empty",
          .lie = "What an account has is not carried over to its new number.",
          .violates = {"REG-23b"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (!is_iq(element, "set", "urn:cxmpp:number:1", "change")) return just(std::move(element));
              xml::Element iq("jabber:client", "iq");
              for (const char* name : {"type", "id", "to"}) iq.set_attribute(name, std::string(element.attribute(name)));
              iq.append("urn:cxmpp:register:1", "unregister");
              return just(std::move(iq));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
