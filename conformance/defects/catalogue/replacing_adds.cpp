#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect replacing_adds();

Defect replacing_adds() {
  return {.name = "replacing-adds",
          .lie = "An upload that says that it replaces what is there adds to it.",
          .violates = {"ENC-04b"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* upload = element.find_child(kPrekeys, "upload")) upload->remove_attribute("replace");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
