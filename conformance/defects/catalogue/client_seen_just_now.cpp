#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_seen_just_now();

Defect client_seen_just_now() {
  return {.name = "client-seen-just-now", .lie = "Whoever is asked for was there just now.", .violates = {"MSG-31b"}, .client = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* query = element.find_child("jabber:iq:last", "query")) query->set_attribute("seconds", "0");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
