#include <map>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_ids_counted();

Defect client_ids_counted() {
  return {.name = "client-ids-counted", .lie = "The client numbers its messages.", .violates = {"MSG-01a"}, .client = [] {
            return lying([numbers = std::map<std::string, std::string>()](relay::Direction direction, xml::Element element,
                                                                          const Now&) mutable -> Said {
              const std::string id(element.attribute("id"));
              if (direction == relay::Direction::ToServer && is_chat(element)) {
                const auto known = numbers.emplace(id, std::to_string(numbers.size() + 1)).first;
                element.set_attribute("id", known->second);
              } else if (element.is("urn:cxmpp:ack:1", "ack") && direction == relay::Direction::ToClient) {
                for (const auto& [own, number] : numbers) {
                  if (number == id) element.set_attribute("id", own);
                }
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
