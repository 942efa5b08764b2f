#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unsigned_device_list_taken();

Defect unsigned_device_list_taken() {
  return {.name = "unsigned-device-list-taken",
          .lie = "A device list that the phone did not sign is said to be taken.",
          .violates = {"ENC-15b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "bad-keys")) return just(std::move(element));
              element.set_attribute("type", "result");
              element.remove_children(xml::ns::kClient, "error");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
