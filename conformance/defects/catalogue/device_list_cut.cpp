#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_list_cut();

Defect device_list_cut() {
  return {.name = "device-list-cut", .lie = "The last device of a list is left out.", .violates = {"ENC-15a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* list = element.find_child(kDeviceList, "devices");
              if (list && list->children().size() > 1) list->content().pop_back();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
