#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_goes_by_its_clock();

Defect client_goes_by_its_clock() {
  return {.name = "client-goes-by-its-clock", .lie = "The client takes its own clock for the server's.", .violates = {"MSG-19b"}, .client = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:cxmpp:ack:1", "ack")) element.remove_attribute("stamp");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
