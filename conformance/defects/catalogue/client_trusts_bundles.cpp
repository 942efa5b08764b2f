#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_trusts_bundles();

Defect client_trusts_bundles() {
  return {.name = "client-trusts-bundles",
          .lie = "A client writes by a bundle before it has looked at it.",
          .violates = {"ENC-02a", "ENC-02e"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const bool is_bundle = direction == relay::Direction::ToClient && element.find_child(kPrekeys, "bundle");
              std::vector<xml::Element> said;
              if (is_bundle) said.push_back(secret_to(std::string(element.attribute("from"))));
              return {just(std::move(element)), std::move(said)};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
