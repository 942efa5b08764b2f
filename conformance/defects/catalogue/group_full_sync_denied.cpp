#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_full_sync_denied();

Defect group_full_sync_denied() {
  return {.name = "group-full-sync-denied",
          .lie = "Who asks for changes that are not kept any more is told that there are none.",
          .violates = {"GRP-05b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!is_iq(element, "error", "jabber:client", "error") || !cxmpp_error(element, "full-sync-required"))
                return just(std::move(element));
              xml::Element changes(kGroups, "changes");
              changes.set_attribute("version", "1");
              return just(as_result(std::move(element), std::move(changes)));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
