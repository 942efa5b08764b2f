#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_doubled();

Defect delay_doubled() {
  return {.name = "delay-doubled",
          .lie = "A message that waited carries the delay of the server twice.",
          .violates = {"XEP0203-2-b"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (is_delayed(element)) {
                    xml::Element delay = *element.find_child("urn:xmpp:delay", "delay");
                    element.add(std::move(delay));
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
