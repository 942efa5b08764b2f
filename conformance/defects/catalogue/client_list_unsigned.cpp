#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_list_unsigned();

Defect client_list_unsigned() {
  return {.name = "client-list-unsigned",
          .lie = "A client publishes a list of its devices with a signature of nobody.",
          .violates = {"ENC-15e"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              xml::Element* list = direction == relay::Direction::ToServer && element.attribute("type") == "set"
                                       ? element.find_child(kDeviceList, "devices")
                                       : nullptr;
              if (list != nullptr) list->set_attribute("signature", std::string(86, 'A') + "==");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
