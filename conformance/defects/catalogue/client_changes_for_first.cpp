#include <utility>
#include <variant>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

bool is_change_of_part(const xml::Element& part) {
  const xml::Element* kind = part.find_child("urn:cxmpp:msg:1", "kind");
  return kind != nullptr && (kind->attribute("type") == "edit" || kind->attribute("type") == "revoke");
}

}  // namespace

Defect client_changes_for_first();

Defect client_changes_for_first() {
  return {.name = "client-changes-for-first",
          .lie = "A client edits and takes back a broadcast at its first recipient alone.",
          .violates = {"BCL-13b"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* upload = upload_in(element);
              if (upload == nullptr) return just(std::move(element));
              bool is_first = true;
              std::erase_if(upload->content(), [&is_first](const xml::Content& content) {
                const auto* part = std::get_if<xml::Element>(&content);
                const bool is_one = part != nullptr && part->is(kBroadcast, "to") && is_change_of_part(*part);
                return is_one && !std::exchange(is_first, false);
              });
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
