#include <string>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The upload in an iq, or nothing.
}  // namespace

Defect broadcast_names_all();

Defect broadcast_names_all() {
  return {.name = "broadcast-names-all",
          .lie = "Each recipient of a broadcast is told who the others are.",
          .violates = {"BCL-02a"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* upload = upload_in(element)) {
                xml::Element list("http://jabber.org/protocol/address", "addresses");
                for (const xml::Element* to : upload->children()) {
                  if (to->local() == "to")
                    list.append("http://jabber.org/protocol/address", "address").set_attribute("jid", std::string(to->attribute("jid")));
                }
                for (xml::Content& content : upload->content()) {
                  auto* to = std::get_if<xml::Element>(&content);
                  if (to && to->local() == "to") to->add(list);
                }
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
