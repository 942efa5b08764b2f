#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_repairs();

Defect client_never_repairs() {
  return {.name = "client-never-repairs",
          .lie = "A client does not care who missed its message to a group.",
          .violates = {"GRP-15e"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* recipients =
                  direction == relay::Direction::ToServer ? element.find_child(kGroups, "recipients") : nullptr;
              if (recipients && recipients->attribute("repair") == "true") return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
