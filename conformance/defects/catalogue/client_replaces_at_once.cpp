#include <optional>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_replaces_at_once();

Defect client_replaces_at_once() {
  return {
      .name = "client-replaces-at-once",
      .lie = "A client uploads its keys whenever a session began.",
      .violates = {"ENC-08"},
      .client = [] {
        return lying([last = std::optional<xml::Element>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          if (direction == relay::Direction::ToServer) {
            const xml::Element* upload = element.find_child(kPrekeys, "upload");
            if (upload == nullptr) return {just(std::move(element)), {}};
            last = element;
            last->set_attribute("id", "again");
            last->find_child(kPrekeys, "upload")->remove_children(kPrekeys, "prekey");
            return {just(std::move(element)), {}};
          }
          const bool begins = is_key_exchange(element);
          return {just(std::move(element)), begins && last ? just(*last) : std::vector<xml::Element>()};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
