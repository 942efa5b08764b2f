#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect blocked_request_unanswered();

Defect blocked_request_unanswered() {
  return {.name = "blocked-request-unanswered",
          .lie = "Requests of a blocked peer are dropped like his messages.",
          .violates = {"XEP0191-3.3-h"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* error = element.is(xml::ns::kClient, "iq") ? element.find_child(xml::ns::kClient, "error") : nullptr;
              const bool refused = error && error->find_child(xml::ns::kStanzaErrors, "service-unavailable");
              return refused ? std::vector<xml::Element>() : just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
