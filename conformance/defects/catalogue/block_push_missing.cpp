#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect block_push_missing();

Defect block_push_missing() {
  return {.name = "block-push-missing",
          .lie = "Sessions that asked for the block list are not told what changes in it.",
          .violates = {"XEP0191-3.3-b", "XEP0191-3.4-b", "XEP0191-3.5-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const bool is_push =
                  is_iq(element, "set", "urn:xmpp:blocking", "block") || is_iq(element, "set", "urn:xmpp:blocking", "unblock");
              return is_push ? std::vector<xml::Element>() : just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
