#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_lists_not_pushed();

Defect device_lists_not_pushed() {
  return {.name = "device-lists-not-pushed",
          .lie = "Nobody is sent a device list that he did not ask for.",
          .violates = {"ENC-15h"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.local() == "message" && element.find_child(kDeviceList, "devices")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
