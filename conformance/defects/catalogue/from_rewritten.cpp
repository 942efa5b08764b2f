#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect from_rewritten();

Defect from_rewritten() {
  return {.name = "from-rewritten",
          .lie = "Messages arrive with the domain, not the sender, as their from.",
          .violates = {"RFC6120-8.1.2.1", "BCL-03"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  const std::string from(element.attribute("from"));
                  const std::size_t at = from.find('@');
                  if (is_chat(element) && at != std::string::npos) element.set_attribute("from", from.substr(at + 1));
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
