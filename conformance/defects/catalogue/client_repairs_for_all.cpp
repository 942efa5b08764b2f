#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_repairs_for_all();

Defect client_repairs_for_all() {
  return {.name = "client-repairs-for-all",
          .lie = "A client that is asked for a message of a broadcast again sends it to all who got one.",
          .violates = {"BCL-11"},
          .client = [] {
            return lying([to = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient) return {just(std::move(element)), {}};
              if (xml::Element* upload = upload_in(element)) {
                for (const xml::Element* part : parts_of(*upload)) to.emplace(part->attribute("jid"));
              }
              std::vector<xml::Element> said;
              if (is_encrypted_control(element) && to.count(std::string(element.attribute("to"))) != 0) {
                for (const std::string& account : to) {
                  if (account != element.attribute("to")) said.push_back(secret_to(account));
                }
              }
              said.push_back(std::move(element));
              return {std::move(said), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
