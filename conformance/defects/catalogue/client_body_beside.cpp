#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_body_beside();

Defect client_body_beside() {
  return {.name = "client-body-beside",
          .lie = "A client says in the clear, beside the ciphertext, that there is one.",
          .violates = {"ENC-01b"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && is_encrypted(element))
                element.append(xml::ns::kClient, "body").add_text("This message is encrypted.");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
