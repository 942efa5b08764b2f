#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bad_number_coded();

Defect bad_number_coded() {
  return {.name = "bad-number-coded",
          .lie = "A number that no numbering plan has is answered as if a code were on its way.",
          .violates = {"REG-01"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  const xml::Element* error = element.find_child(xml::ns::kClient, "error");
                  if (error && error->find_child("urn:cxmpp:errors:1", "bad-number")) {
                    element.set_attribute("type", "result");
                    element.remove_children(xml::ns::kClient, "error");
                    xml::Element& requested = element.append("urn:cxmpp:register:1", "requested");
                    for (const auto& [name, value] :
                         {std::pair{"id", "x"}, {"digits", "6"}, {"expires", "600"}, {"retry-after", "120"}, {"methods", "sms voice"}}) {
                      requested.set_attribute(name, value);
                    }
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
