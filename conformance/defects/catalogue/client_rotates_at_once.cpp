#include <optional>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_rotates_at_once();

// It has none of the client's keys, so what it uploads is what was uploaded before: too early whatever it is.
Defect client_rotates_at_once() {
  return {
      .name = "client-rotates-at-once",
      .lie = "A client uploads its prekeys anew with each session that somebody begins.",
      .violates = {"ENC-08"},
      .client = [] {
        return lying([last = std::optional<xml::Element>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          const bool leaves = direction == relay::Direction::ToServer;
          if (leaves && element.find_child(kPrekeys, "upload")) {
            last = element;
            last->set_attribute("id", "again");
            return {just(std::move(element)), {}};
          }
          const bool begins = !leaves && last && is_encrypted(element);
          return {just(std::move(element)), begins ? just(*last) : std::vector<xml::Element>()};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
