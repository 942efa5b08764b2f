#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unavailable_doubled();

Defect unavailable_doubled() {
  return {.name = "unavailable-doubled",
          .lie = "The end of a presence is told twice.",
          .violates = {"RFC6121-4.6.3-c"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is(xml::ns::kClient, "presence") && element.attribute("type") == "unavailable")
                    return std::vector<xml::Element>{element, element};
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
