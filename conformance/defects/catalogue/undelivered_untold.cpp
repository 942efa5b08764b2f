#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect undelivered_untold();

Defect undelivered_untold() {
  return {.name = "undelivered-untold",
          .lie = "Senders are not told of messages that nobody can fetch any more.",
          .violates = {"REG-18c"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (cxmpp_error(element, "undelivered")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
