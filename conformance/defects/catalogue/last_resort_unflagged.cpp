#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {
constexpr const char* kNs = "urn:cxmpp:prekeys:1";
}  // namespace

Defect last_resort_unflagged();

Defect last_resort_unflagged() {
  return {.name = "last-resort-unflagged",
          .lie = "The last resort is handed out as if it were a one-time prekey.",
          .violates = {"ENC-06"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* bundle = element.find_child(kNs, "bundle");
              const xml::Element* last = bundle ? bundle->find_child(kNs, "last-resort") : nullptr;
              if (!last) return just(std::move(element));
              xml::Element prekey = xml::Element(kNs, "prekey").with("id", std::string{last->attribute("id")}).add_text(last->text());
              bundle->remove_children(kNs, "last-resort");
              bundle->add(std::move(prekey));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
