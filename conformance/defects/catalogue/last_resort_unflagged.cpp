#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect last_resort_unflagged();

Defect last_resort_unflagged() {
  return {.name = "last-resort-unflagged",
          .lie = "The last resort is handed out as if it were a one-time prekey.",
          .violates = {"ENC-06"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* bundle = element.find_child(kPrekeys, "bundle");
              const xml::Element* last = bundle ? bundle->find_child(kPrekeys, "last-resort") : nullptr;
              if (!last) return just(std::move(element));
              xml::Element prekey = xml::Element(kPrekeys, "prekey").with("id", std::string{last->attribute("id")}).add_text(last->text());
              bundle->remove_children(kPrekeys, "last-resort");
              bundle->add(std::move(prekey));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
