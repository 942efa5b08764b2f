#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect roster_sent_again();

Defect roster_sent_again() {
  return {
      .name = "roster-sent-again", .lie = "Whoever has the roster as it is gets it again.", .violates = {"RFC6121-2.6.3-b"}, .wire = [] {
        return lying_to_server([](xml::Element element) {
          xml::Element* query = element.find_child("jabber:iq:roster", "query");
          if (query && query->has_attribute("ver")) query->set_attribute("ver", "");
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
