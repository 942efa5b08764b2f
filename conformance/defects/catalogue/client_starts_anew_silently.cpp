#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {
constexpr const char* kNs = "urn:cxmpp:groups:1";
}  // namespace

Defect client_starts_anew_silently();

Defect client_starts_anew_silently() {
  return {.name = "client-starts-anew-silently",
          .lie = "A client for whom the changes are not kept any more does not look who is in the group now.",
          .violates = {"GRP-20b"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "full-sync-required")) return just(std::move(element));
              return just(as_result(std::move(element), xml::Element(kNs, "changes").with("version", "1")));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
