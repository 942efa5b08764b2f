#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect receipt_dropped();

Defect receipt_dropped() {
  return {.name = "receipt-dropped",
          .lie = "Receipts do not arrive.",
          .violates = {"XEP0184-6-d"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (element.find_child("urn:xmpp:receipts", "received")) return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
