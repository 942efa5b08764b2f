#include <set>
#include <string>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_broadcasts_once();

Defect client_broadcasts_once() {
  return {.name = "client-broadcasts-once",
          .lie = "A client whose broadcast was not answered leaves it at that.",
          .violates = {"BCL-17"},
          .client = [] {
            return lying_to_server([said = std::set<std::string>()](xml::Element element) mutable {
              const xml::Element* upload =
                  element.is(xml::ns::kClient, "iq") ? element.find_child("urn:cxmpp:broadcast:1", "broadcast") : nullptr;
              if (upload && !said.insert(std::string(upload->attribute("id"))).second) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
