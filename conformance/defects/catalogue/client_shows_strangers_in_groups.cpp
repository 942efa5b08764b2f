#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_strangers_in_groups();

Defect client_shows_strangers_in_groups() {
  return {.name = "client-shows-strangers-in-groups",
          .lie = "A client shows whatever comes in the name of a group.",
          .violates = {"GRP-20d"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* order = element.find_child(kGroups, "order");
              if (order && element.find_child(xml::ns::kClient, "body")) order->set_attribute("version", "1");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
