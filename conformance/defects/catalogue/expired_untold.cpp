#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect expired_untold();

Defect expired_untold() {
  return {.name = "expired-untold", .lie = "The sender of a message that has expired is not told.", .violates = {"OFF-03b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (cxmpp_error(element, "expired")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
