#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_members_changes();

Defect client_believes_members_changes() {
  return {.name = "client-believes-members-changes",
          .lie = "A client believes a member who says that the group has changed.",
          .violates = {"GRP-20d"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              const std::string from(element.attribute("from"));
              if (element.find_child("urn:cxmpp:groups:1", "change")) element.set_attribute("from", from.substr(0, from.find('/')));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
