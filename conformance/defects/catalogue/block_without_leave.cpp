#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect block_without_leave();

Defect block_without_leave() {
  return {.name = "block-without-leave",
          .lie = "A contact that is blocked is not told that the account leaves.",
          .violates = {"XEP0191-3.3-d"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const bool leaves = element.is(xml::ns::kClient, "presence") && element.attribute("type") == "unavailable";
              return leaves ? std::vector<xml::Element>() : just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
