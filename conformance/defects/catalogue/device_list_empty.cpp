#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_list_empty();

Defect device_list_empty() {
  return {.name = "device-list-empty", .lie = "An account has no companions, whoever asks.", .violates = {"DEV-10"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* list = element.find_child("urn:cxmpp:devices:1", "devices"))
                list->remove_children("urn:cxmpp:devices:1", "device");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
