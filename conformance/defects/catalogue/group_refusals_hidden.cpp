#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_refusals_hidden();

Defect group_refusals_hidden() {
  return {.name = "group-refusals-hidden",
          .lie = "Who was not added to a group is left out of the answer.",
          .violates = {"GRP-02"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* invited = element.find_child(kGroups, "invited");
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
