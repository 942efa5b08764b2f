#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect other_identity_taken();

Defect other_identity_taken() {
  return {.name = "other-identity-taken",
          .lie = "Another identity of the same device is said to be taken.",
          .violates = {"ENC-02b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "other-identity")) return just(std::move(element));
              xml::Element stock = xml::Element(kPrekeys, "stock").with("device", "31415").with("prekeys", "3");
              return just(as_result(std::move(element), std::move(stock)));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
