#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect prekeys_low_untold();

Defect prekeys_low_untold() {
  return {.name = "prekeys-low-untold", .lie = "No device is told that few of its prekeys are left.", .violates = {"ENC-04a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.local() == "message" && element.find_child(kPrekeys, "low")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
