#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_repairs_nothing();

Defect client_repairs_nothing() {
  return {.name = "client-repairs-nothing",
          .lie = "A client asks for nothing that it could not read, and sends nothing again.",
          .violates = {"ENC-21a", "ENC-21b", "MSG-25v"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && is_encrypted_control(element)) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
