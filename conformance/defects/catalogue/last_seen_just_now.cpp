#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect last_seen_just_now();

Defect last_seen_just_now() {
  return {.name = "last-seen-just-now",
          .lie = "Whoever is away was there a moment ago, and whoever is there was there a minute ago.",
          .violates = {"XEP0012-4-a", "XEP0012-4-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* query = element.find_child("jabber:iq:last", "query");
              if (query) query->set_attribute("seconds", query->attribute("seconds") == "0" ? "60" : "1");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
