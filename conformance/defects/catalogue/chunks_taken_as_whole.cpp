#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect chunks_taken_as_whole();

Defect chunks_taken_as_whole() {
  return {.name = "chunks-taken-as-whole",
          .lie = "Each chunk is taken for a whole list.",
          .violates = {"CON-04c", "CON-04d", "CON-14c"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* sync = element.find_child("urn:cxmpp:contacts:1", "sync")) {
                for (const char* name : {"id", "index", "last"}) sync->remove_attribute(name);
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
