#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_links_without_key();

Defect client_links_without_key() {
  return {.name = "client-links-without-key",
          .lie = "A client signs nothing when it makes a link or revokes one.",
          .violates = {"GRP-19l"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              for (const char* request : {"link", "revoke", "settings"}) {
                if (xml::Element* found = element.find_child(kGroups, request)) found->remove_children(kGroups, "roll");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
