#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_keys_for_all();

Defect group_keys_for_all() {
  return {.name = "group-keys-for-all", .lie = "Everybody in a group gets the keys that are for others.", .violates = {"ENC-33"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (element.attribute("type") == "groupchat") smuggle(direction, element, {"urn:xmpp:omemo:2", "encrypted"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
