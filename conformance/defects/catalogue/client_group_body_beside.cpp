#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_group_body_beside();

Defect client_group_body_beside() {
  return {.name = "client-group-body-beside",
          .lie = "A client says in the clear, beside what it sealed for a group, that it did.",
          .violates = {"ENC-30"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && is_sealed_for_group(element))
                element.append(xml::ns::kClient, "body").add_text("This message is encrypted.");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
