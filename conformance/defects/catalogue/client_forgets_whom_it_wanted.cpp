#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_forgets_whom_it_wanted();

Defect client_forgets_whom_it_wanted() {
  return {.name = "client-forgets-whom-it-wanted",
          .lie = "A client that lost its stream while it made a group leaves it empty.",
          .violates = {"GRP-19p"},
          .client = [] {
            return lying_to_server([made = false, is_back = false](xml::Element element) mutable {
              if (element.find_child(kGroups, "create")) made = true;
              if (made && element.find_child(kGroups, "groups")) is_back = true;
              return is_back && element.find_child(kGroups, "add") ? std::vector<xml::Element>() : just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
