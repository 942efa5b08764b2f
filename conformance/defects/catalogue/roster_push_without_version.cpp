#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect roster_push_without_version();

Defect roster_push_without_version() {
  return {.name = "roster-push-without-version", .lie = "A roster push has no version.", .violates = {"RFC6121-2.6.3-d"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* query = element.attribute("type") == "set" ? element.find_child("jabber:iq:roster", "query") : nullptr;
              if (query) query->remove_attribute("ver");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
