#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect missing_device_named();

Defect missing_device_named() {
  return {.name = "missing-device-named",
          .lie = "Every second request for a bundle that is not to be had says that there is no such device.",
          .violates = {"ENC-06b"},
          .wire = [] {
            return lying([asked = std::set<std::string>(), second = false](relay::Direction direction, xml::Element element,
                                                                           const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) {
                if (is_iq(element, "set", kPrekeys, "fetch")) asked.insert(std::string{element.attribute("id")});
                return {just(std::move(element)), {}};
              }
              xml::Element* error = element.find_child(xml::ns::kClient, "error");
              if (!error || !asked.contains(std::string{element.attribute("id")})) return {just(std::move(element)), {}};
              second = !second;
              if (second) return {just(std::move(element)), {}};
              error->remove_children(xml::ns::kStanzaErrors, "service-unavailable");
              error->append(xml::ns::kStanzaErrors, "item-not-found");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
