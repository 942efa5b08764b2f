#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {
constexpr const char* kNs = "urn:cxmpp:groups:1";
}  // namespace

Defect group_refusals_hidden();

Defect group_refusals_hidden() {
  return {.name = "group-refusals-hidden",
          .lie = "Who was not added to a group is left out of the answer.",
          .violates = {"GRP-02"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* invited = element.find_child(kNs, "invited");
              if (!invited) return just(std::move(element));
              std::erase_if(invited->content(), [](const xml::Content& item) {
                const auto* child = std::get_if<xml::Element>(&item);
                return child && child->attribute("outcome") != "added";
              });
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
