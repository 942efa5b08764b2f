#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {
constexpr const char* kNs = "urn:cxmpp:groups:1";
}  // namespace

Defect group_owner_untold();

Defect group_owner_untold() {
  return {.name = "group-owner-untold", .lie = "Members are not told who owns the group now.", .violates = {"GRP-08b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* change = element.find_child(kNs, "change");
              if (change && change->attribute("kind") == "owner") return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
