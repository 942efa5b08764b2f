#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_lists_no_companion();

Defect client_lists_no_companion() {
  return {.name = "client-lists-no-companion",
          .lie = "A phone signs a list with itself alone, whatever it has linked.",
          .violates = {"ENC-15k"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* list = direction == relay::Direction::ToServer ? element.find_child(kDeviceList, "devices") : nullptr;
              if (list == nullptr || list->children().size() < 2) return {just(std::move(element)), {}};
              xml::Element done(element.name());
              done.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(done))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
