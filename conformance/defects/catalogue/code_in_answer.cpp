#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect code_in_answer();

Defect code_in_answer() {
  return {.name = "code-in-answer",
          .lie = "The answer to a code request holds a code, for the convenience of testers.",
          .violates = {"REG-02a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (xml::Element* requested = element.find_child("urn:cxmpp:register:1", "requested"))
                    requested->set_attribute("code", "123456");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
