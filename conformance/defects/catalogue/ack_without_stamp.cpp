#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ack_without_stamp();

Defect ack_without_stamp() {
  return {.name = "ack-without-stamp",
          .lie = "Acknowledgements do not say when.",
          .violates = {"MSG-02"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.is("urn:cxmpp:ack:1", "ack")) element.remove_attribute("stamp");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
