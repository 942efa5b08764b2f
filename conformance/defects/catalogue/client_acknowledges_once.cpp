#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_acknowledges_once();

Defect client_acknowledges_once() {
  return {.name = "client-acknowledges-once",
          .lie = "On a resumed session the client repeats no acknowledgement, although the server may not have read it.",
          .violates = {"MSG-29b"},
          .client = [] {
            return lying([resumed = false, given = std::set<std::string>{}](relay::Direction direction, xml::Element element,
                                                                            const Now&) mutable -> Said {
              if (element.is("urn:xmpp:sm:3", "resumed")) {
                resumed = true;
                given.clear();  // of the stream before
              }
              const bool is_for_client = direction == relay::Direction::ToClient;
              const xml::Element* entry = is_for_client ? element.find_child("urn:xmpp:sid:0", "stanza-id") : nullptr;
              if (entry) given.insert(std::string(entry->attribute("id")));
              const bool is_ack = !is_for_client && element.is("urn:cxmpp:ack:1", "ack");
              if (resumed && is_ack && given.count(std::string(element.attribute("id"))) == 0) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
