#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {
constexpr const char* kNs = "urn:cxmpp:device-list:1";
}  // namespace

Defect device_list_cut();

Defect device_list_cut() {
  return {.name = "device-list-cut", .lie = "The last device of a list is left out.", .violates = {"ENC-15a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* list = element.find_child(kNs, "devices");
              if (list && list->children().size() > 1) list->content().pop_back();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
