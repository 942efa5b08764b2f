#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect old_device_list_taken();

Defect old_device_list_taken() {
  return {
      .name = "old-device-list-taken", .lie = "A device list that is no newer is said to be taken.", .violates = {"ENC-15c"}, .wire = [] {
        return lying_to_client([](xml::Element element) {
          if (!cxmpp_error(element, "old-version")) return just(std::move(element));
          element.set_attribute("type", "result");
          element.remove_children(xml::ns::kClient, "error");
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
