#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {
constexpr const char* kNs = "urn:cxmpp:groups:1";
}  // namespace

Defect group_rejection_untold();

Defect group_rejection_untold() {
  return {.name = "group-rejection-untold", .lie = "Who is rejected hears nothing of it.", .violates = {"GRP-13b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child(kNs, "rejected")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
