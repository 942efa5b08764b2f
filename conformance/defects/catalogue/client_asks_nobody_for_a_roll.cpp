#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_nobody_for_a_roll();

Defect client_asks_nobody_for_a_roll() {
  return {
      .name = "client-asks-nobody-for-a-roll",
      .lie = "A client writes to a group of which it knows no roll as soon as it has a member's keys.",
      .violates = {"GRP-19d"},
      .client = [] {
        return lying([group = std::string(), known = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          std::vector<xml::Element> said;
          if (direction == relay::Direction::ToClient) {
            if (element.find_child(kGroups, "change") != nullptr) group = std::string(element.attribute("from"));
            known = known || (element.local() == "message" && element.find_child(kGroups, "roll") != nullptr);
            if (!known && !group.empty() && !list_owner(element).empty()) said.push_back(secret_to(group));
          }
          return {just(std::move(element)), std::move(said)};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
