#include <optional>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_spreads_codes();

Defect client_spreads_codes() {
  return {.name = "client-spreads-codes",
          .lie = "A client that asks for a code says the last one again, whoever it asks.",
          .violates = {"REG-27"},
          .client = [] {
            return lying_to_server([last = std::optional<xml::Element>()](xml::Element element) mutable {
              std::vector<xml::Element> out;
              if (is_iq(element, "set", "urn:cxmpp:register:1", "verify")) last = element;
              const bool asks = is_iq(element, "set", "urn:cxmpp:register:1", "request");
              out.push_back(std::move(element));
              if (asks && last) out.push_back(*last);
              return out;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
