#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect extension_dropped();

Defect extension_dropped() {
  return {.name = "extension-dropped",
          .lie = "What the server does not know inside a message is thrown away.",
          .violates = {"RFC6120-8.4-b"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (is_chat(element)) element.remove_children("urn:example:thing", "thing");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
