#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resume_doubles_one();

Defect resume_doubles_one() {
  return {.name = "resume-doubles-one",
          .lie = "The first message on a resumed stream comes twice.",
          .violates = {"XEP0198-5-c", "OFF-18a"},
          .wire =
              [] {
                return lying_to_client([resumed = false](xml::Element element) mutable {
                  if (element.is("urn:xmpp:sm:3", "resumed")) resumed = true;
                  if (!resumed || !is_chat(element)) return just(std::move(element));
                  resumed = false;
                  return std::vector<xml::Element>{element, element};
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
