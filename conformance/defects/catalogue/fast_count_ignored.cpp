#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_count_ignored();

Defect fast_count_ignored() {
  return {.name = "fast-count-ignored",
          .lie = "The count of a login by token is not looked at.",
          .violates = {"XEP0484-3.4-c"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* fast = element.find_child("urn:xmpp:fast:0", "fast")) fast->remove_attribute("count");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
