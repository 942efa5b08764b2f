#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect features_behind_resuming();

Defect features_behind_resuming() {
  return {.name = "features-behind-resuming",
          .lie = "Features are told behind a login that took up a session.",
          .violates = {"XEP0198-9.2-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "success") && element.find_child("urn:xmpp:sm:3", "resumed")) {
                return std::vector<xml::Element>{std::move(element), xml::Element(xml::ns::kStreams, "features")};
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
