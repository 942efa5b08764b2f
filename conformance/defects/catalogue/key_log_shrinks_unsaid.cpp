#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

constexpr const char* kStanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";

}  // namespace

Defect key_log_shrinks_unsaid();

Defect key_log_shrinks_unsaid() {
  return {.name = "key-log-shrinks-unsaid",
          .lie = "A log of keys that is asked to go on from a larger one says that there is no list.",
          .violates = {"ENC-20d"},
          .wire = [] {
            return lying([asked = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const std::string id(element.attribute("id"));
              if (direction == relay::Direction::ToServer) {
                if (element.find_child(kKeyLog, "ask") != nullptr) asked.insert(id);
                return {just(std::move(element)), {}};
              }
              xml::Element* error = asked.erase(id) > 0 ? element.find_child(xml::ns::kClient, "error") : nullptr;
              if (error != nullptr && error->find_child(kStanzas, "item-not-found") != nullptr) {
                error->remove_children(kStanzas, "item-not-found");
                error->append(kStanzas, "service-unavailable");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
