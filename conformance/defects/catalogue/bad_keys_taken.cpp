#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect bad_keys_taken();

Defect bad_keys_taken() {
  return {.name = "bad-keys-taken", .lie = "Keys that nobody signed are said to be taken.", .violates = {"ENC-02"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "bad-keys")) return just(std::move(element));
              xml::Element stock = xml::Element(kPrekeys, "stock").with("device", "31415").with("prekeys", "3");
              return just(as_result(std::move(element), std::move(stock)));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
