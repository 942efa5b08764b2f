#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_tag_dropped();

Defect bind2_tag_dropped() {
  return {.name = "bind2-tag-dropped",
          .lie = "The tag that a client wishes for is not in its resource.",
          .violates = {"XEP0386-3.2.1-a"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* bind = element.find_child("urn:xmpp:bind:0", "bind")) bind->remove_children("urn:xmpp:bind:0", "tag");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
