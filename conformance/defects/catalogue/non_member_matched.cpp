#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect non_member_matched();

Defect non_member_matched() {
  return {.name = "non-member-matched",
          .lie = "Every valid number is said to have an account.",
          .violates = {"CON-01"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (auto* matches = element.find_child("urn:cxmpp:contacts:1", "matches")) {
                    for (xml::Content& content : matches->content()) {
                      auto* match = std::get_if<xml::Element>(&content);
                      if (match && match->attribute("status") == "out") match->set_attribute("status", "in");
                    }
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
