#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect receipts_do_not_wait();

Defect receipts_do_not_wait() {
  return {.name = "receipts-do-not-wait", .lie = "A receipt that waited is not given.", .violates = {"OFF-10"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:xmpp:delay", "delay") && element.find_child("urn:xmpp:receipts", "received"))
                return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
