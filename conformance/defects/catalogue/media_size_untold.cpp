#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_size_untold();

Defect media_size_untold() {
  return {.name = "media-size-untold",
          .lie = "The service of slots does not say how large a file may be.",
          .violates = {"XEP0363-3-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* query = element.find_child("http://jabber.org/protocol/disco#info", "query")) {
                query->remove_children("jabber:x:data", "x");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
