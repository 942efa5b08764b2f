#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_trusts_lists();

Defect client_trusts_lists() {
  return {.name = "client-trusts-lists",
          .lie = "A client writes to the devices of a list before it has looked at it.",
          .violates = {"ENC-15f", "ENC-15g"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const std::string owner = direction == relay::Direction::ToClient ? list_owner(element) : std::string();
              std::vector<xml::Element> said;
              if (!owner.empty()) said.push_back(secret_to(owner));
              return {just(std::move(element)), std::move(said)};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
