#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect refill_replaces();

Defect refill_replaces() {
  return {.name = "refill-replaces",
          .lie = "An upload replaces what is there although it does not say so.",
          .violates = {"ENC-04b"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* upload = element.find_child(kPrekeys, "upload")) upload->set_attribute("replace", "true");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
