#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_changes_do_not_wait();

Defect group_changes_do_not_wait() {
  return {.name = "group-changes-do-not-wait", .lie = "A change of a group that waited is not given.", .violates = {"OFF-10b"}, .wire = [] {
            // Changes say when they were made and carry no delay: what waited comes between a summary and its end.
            return lying_to_client([in_backlog = false](xml::Element element) mutable {
              if (element.is("urn:cxmpp:offline:1", "summary")) in_backlog = true;
              if (element.is("urn:cxmpp:offline:1", "end")) in_backlog = false;
              if (in_backlog && element.find_child(kGroups, "change")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
