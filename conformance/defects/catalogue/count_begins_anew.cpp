#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect count_begins_anew();

Defect count_begins_anew() {
  return {.name = "count-begins-anew",
          .lie = "On a resumed stream the counts begin with 0.",
          .violates = {"XEP0198-5-d"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is("urn:xmpp:sm:3", "resumed")) element.set_attribute("h", "0");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
