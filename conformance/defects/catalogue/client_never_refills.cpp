#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_refills();

Defect client_never_refills() {
  return {.name = "client-never-refills", .lie = "A client adds no prekeys when few are left.", .violates = {"ENC-04c"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.find_child(kPrekeys, "low")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
