#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_text_overwritten();

Defect group_text_overwritten() {
  return {
      .name = "group-text-overwritten", .lie = "Whoever sets a text overwrites what he has not seen.", .violates = {"GRP-14"}, .wire = [] {
        return lying_to_client([](xml::Element element) {
          if (!cxmpp_error(element, "stale") || element.local() != "iq") return just(std::move(element));
          xml::Element done(kGroups, "done");
          done.set_attribute("version", "9");
          return just(as_result(std::move(element), std::move(done)));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
