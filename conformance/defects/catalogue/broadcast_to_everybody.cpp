#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The upload in an iq, or nothing.
}  // namespace

Defect broadcast_to_everybody();

Defect broadcast_to_everybody() {
  return {.name = "broadcast-to-everybody",
          .lie = "A broadcast comes to whoever is named, as often as he is named, whether he wants it or not.",
          .violates = {"BCL-05", "BCL-06"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              std::vector<xml::Element> out = just(element);
              const xml::Element* upload = upload_in(element);
              const xml::Element* payload = upload ? upload->find_child(kBroadcast, "payload") : nullptr;
              if (!payload) return out;
              for (const xml::Element* to : upload->children()) {
                if (to->local() != "to") continue;
                xml::Element message(xml::ns::kClient, "message");
                message.set_attribute("type", "chat")
                    .set_attribute("to", std::string(to->attribute("jid")))
                    .set_attribute("id", "also-" + std::string(to->attribute("id")));
                message.content() = payload->content();
                out.push_back(std::move(message));
              }
              return out;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
