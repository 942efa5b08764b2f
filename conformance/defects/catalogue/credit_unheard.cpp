#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect credit_unheard();

Defect credit_unheard() {
  return {.name = "credit-unheard", .lie = "What a client grants of a backlog is not listened to.", .violates = {"OFF-05"}, .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (element.is("urn:cxmpp:offline:1", "credit")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
