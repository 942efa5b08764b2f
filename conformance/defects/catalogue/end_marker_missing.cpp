#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect end_marker_missing();

Defect end_marker_missing() {
  return {.name = "end-marker-missing",
          .lie = "Nothing says that the backlog is over.",
          .violates = {"OFF-04"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is("urn:cxmpp:offline:1", "end")) return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
