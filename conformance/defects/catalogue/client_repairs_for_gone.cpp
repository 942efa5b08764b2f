#include <string>
#include <string_view>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_repairs_for_gone();

Defect client_repairs_for_gone() {
  return {.name = "client-repairs-for-gone",
          .lie = "A client answers whoever was once in a group and asks for a message of it.",
          .violates = {"GRP-21b"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              std::vector<xml::Element> said;
              if (direction == relay::Direction::ToClient && is_encrypted_control(element)) {
                const std::string from(element.attribute("from"));
                said.push_back(secret_to(from.substr(0, from.find(std::string_view("/")))));
              }
              return {just(std::move(element)), std::move(said)};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
