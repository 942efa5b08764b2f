#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_changes_do_not_wait();

Defect group_changes_do_not_wait() {
  return {.name = "group-changes-do-not-wait", .lie = "A change of a group that waited is not given.", .violates = {"OFF-10b"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (is_delayed(element) && element.find_child("urn:cxmpp:groups:1", "change")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
