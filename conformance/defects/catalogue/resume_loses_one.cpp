#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resume_loses_one();

Defect resume_loses_one() {
  return {.name = "resume-loses-one",
          .lie = "The first message that is sent again on a resumed stream is lost.",
          .violates = {"XEP0198-5-c", "OFF-18a"},
          .wire =
              [] {
                return lying_to_client([resumed = false](xml::Element element) mutable {
                  if (element.is("urn:xmpp:sm:3", "resumed")) resumed = true;
                  if (!resumed || !is_chat(element)) return just(std::move(element));
                  resumed = false;
                  return std::vector<xml::Element>();
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
