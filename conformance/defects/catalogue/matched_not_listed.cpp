#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect matched_not_listed();

Defect matched_not_listed() {
  return {.name = "matched-not-listed",
          .lie = "Who was matched on one side alone is not listed in the roster.",
          .violates = {"CON-22"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* query =
                  is_iq(element, "set", "jabber:iq:roster", "query") ? element.find_child("jabber:iq:roster", "query") : nullptr;
              if (query && query->first_child() && query->first_child()->attribute("subscription") == "none")
                return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
