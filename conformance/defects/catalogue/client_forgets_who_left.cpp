#include <set>
#include <string>
#include <utility>
#include <variant>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_forgets_who_left();

Defect client_forgets_who_left() {
  return {.name = "client-forgets-who-left",
          .lie = "A client says of a broadcast what there is to say to those alone who got the latest one.",
          .violates = {"BCL-14"},
          .client = [] {
            return lying_to_server([latest = std::set<std::string>()](xml::Element element) mutable {
              xml::Element* upload = upload_in(element);
              if (upload == nullptr) return just(std::move(element));
              std::set<std::string> now;
              bool is_change = false;
              for (const xml::Element* part : parts_of(*upload)) {
                now.emplace(part->attribute("jid"));
                const xml::Element* kind = part->find_child("urn:cxmpp:msg:1", "kind");
                is_change |= kind != nullptr && kind->has_attribute("ref");
              }
              if (!is_change) latest = now;
              std::erase_if(upload->content(), [&latest](const xml::Content& content) {
                const auto* part = std::get_if<xml::Element>(&content);
                return part != nullptr && part->is(kBroadcast, "to") && latest.count(std::string(part->attribute("jid"))) == 0;
              });
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
