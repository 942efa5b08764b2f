#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect typing_stored();

Defect typing_stored() {
  return {.name = "typing-stored",
          .lie = "Who was typing is told to a phone that was off.",
          .violates = {"MSG-17"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  std::vector<xml::Element> out = just(element);
                  if (element.is("urn:cxmpp:offline:1", "summary") && element.attribute("messages") != "0") {
                    xml::Element typing(xml::ns::kClient, "message");
                    typing.append("http://jabber.org/protocol/chatstates", "composing");
                    out.push_back(std::move(typing));
                  }
                  return out;
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
