#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {
constexpr const char* kNs = "urn:cxmpp:groups:1";
}  // namespace

Defect group_requests_untold();

Defect group_requests_untold() {
  return {.name = "group-requests-untold", .lie = "No admin hears of those who want to be let in.", .violates = {"GRP-13a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child(kNs, "asks")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
