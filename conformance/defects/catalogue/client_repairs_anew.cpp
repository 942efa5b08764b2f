#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_repairs_anew();

Defect client_repairs_anew() {
  return {
      .name = "client-repairs-anew", .lie = "A client sends who missed its message another one.", .violates = {"GRP-15e"}, .client = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          const xml::Element* recipients = direction == relay::Direction::ToServer ? element.find_child(kGroups, "recipients") : nullptr;
          if (recipients && recipients->attribute("repair") == "true")
            element.set_attribute("id", std::string(element.attribute("id")) + "-2");
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
