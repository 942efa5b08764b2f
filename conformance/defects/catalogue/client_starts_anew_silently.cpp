#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_starts_anew_silently();

Defect client_starts_anew_silently() {
  return {.name = "client-starts-anew-silently",
          .lie = "A client for whom the changes are not kept any more does not look who is in the group now.",
          .violates = {"GRP-20b"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "full-sync-required")) return just(std::move(element));
              return just(as_result(std::move(element), xml::Element(kGroups, "changes").with("version", "1")));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
