#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_failure_counts_for_all();

Defect sasl2_failure_counts_for_all() {
  return {.name = "sasl2-failure-counts-for-all",
          .lie = "A login that fails ends the stream.",
          .violates = {"XEP0388-2.6-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "failure")) {
                xml::Element error(xml::ns::kStreams, "error");
                error.append(xml::ns::kStreamErrors, "policy-violation");
                return std::vector<xml::Element>{std::move(element), std::move(error)};
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
