#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_reads_by_itself();

Defect client_reads_by_itself() {
  return {.name = "client-reads-by-itself",
          .lie = "A client keeps from the account's other devices what was read.",
          .violates = {"MSG-10b"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              if (element.find_child("urn:cxmpp:msg:1", "read")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
