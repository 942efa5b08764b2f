#include <map>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_without_end();

Defect client_asks_without_end() {
  return {
      .name = "client-asks-without-end",
      .lie = "A client asks for a message that it could not read each time that it comes, however often.",
      .violates = {"ENC-21a"},
      .client = [] {
        return lying([came = std::map<std::string, int>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          constexpr int kOften = 5;
          if (direction == relay::Direction::ToServer || !is_encrypted(element)) return {just(std::move(element)), {}};
          const std::string from(element.attribute("from"));
          const bool is_often = ++came[std::string(element.attribute("id"))] > kOften;
          return {just(std::move(element)), is_often ? just(secret_to(from.substr(0, from.find('/')))) : std::vector<xml::Element>()};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
