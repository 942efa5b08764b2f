#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_says_files_outside();

Defect client_says_files_outside() {
  return {.name = "client-says-files-outside",
          .lie = "A client says beside the encryption where a file is.",
          .violates = {"MSG-25o"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              if (is_encrypted(element)) element.append("urn:cxmpp:media:1", "file").set_attribute("name", "beach.png");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
