#include <map>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_writes_clear();

Defect client_writes_clear() {
  return {.name = "client-writes-clear",
          .lie = "A client writes in the clear to whoever has no list of devices, without asking, also if it knew one.",
          .violates = {"ENC-01c", "ENC-01d"},
          .client = [] {
            return lying([asked = std::map<std::string, std::string>()](relay::Direction direction, xml::Element element,
                                                                        const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer && element.find_child(kDeviceList, "devices"))
                asked[std::string(element.attribute("id"))] = element.attribute("to");
              if (direction == relay::Direction::ToServer || element.attribute("type") != "error") return {just(std::move(element)), {}};
              const auto found = asked.find(std::string(element.attribute("id")));
              if (found == asked.end() || found->second.empty()) return {just(std::move(element)), {}};
              return {just(std::move(element)), just(open_to(found->second))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
