#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect roster_versions_hidden();

Defect roster_versions_hidden() {
  return {.name = "roster-versions-hidden", .lie = "Roster versions are not offered.", .violates = {"RFC6121-2.6.1"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is(xml::ns::kStreams, "features")) element.remove_children("urn:xmpp:features:rosterver", "ver");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
