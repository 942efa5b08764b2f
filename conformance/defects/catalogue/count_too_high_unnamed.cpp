#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect count_too_high_unnamed();

Defect count_too_high_unnamed() {
  return {.name = "count-too-high-unnamed",
          .lie = "A count that is too high ends the stream without saying why.",
          .violates = {"XEP0198-6-b"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is(xml::ns::kStreams, "error")) element.remove_children("urn:xmpp:sm:3", "handled-count-too-high");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
