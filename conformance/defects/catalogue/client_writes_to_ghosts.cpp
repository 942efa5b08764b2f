#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_writes_to_ghosts();

Defect client_writes_to_ghosts() {
  return {.name = "client-writes-to-ghosts",
          .lie = "A client gives its sender key to whoever was added to a group, whether or not an admin signed for him.",
          .violates = {"GRP-19b"},
          .client = [] {
            return lying([added = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient) {
                const xml::Element* change = element.find_child(kGroups, "change");
                const bool is_bare = change != nullptr && element.find_child(kGroups, "roll") == nullptr;
                if (is_bare && change->attribute("kind") == "added") added = std::string(change->first_child()->attribute("jid"));
                return {just(std::move(element)), {}};
              }
              std::vector<xml::Element> said = just(std::move(element));
              if (is_sealed_for_group(said.front()) && !added.empty()) said.push_back(secret_to(std::exchange(added, {})));
              return {std::move(said), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
