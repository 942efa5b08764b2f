#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_keeps_key_of_lost_device();

Defect client_keeps_key_of_lost_device() {
  return {.name = "client-keeps-key-of-lost-device",
          .lie = "A client goes on writing to groups by the key that it has given when a device of a member is gone.",
          .violates = {"GRP-21"},
          .client = [] {
            return lying([devices = std::map<std::string, std::size_t>(), is_less = false](relay::Direction direction, xml::Element element,
                                                                                           const Now&) mutable -> Said {
              const std::string owner = direction == relay::Direction::ToClient ? list_owner(element) : std::string();
              if (!owner.empty()) {
                const std::size_t now = element.find_child(kDeviceList, "devices")->children().size();
                std::size_t& before = devices[owner];
                is_less = is_less || now < before;
                before = now;
              }
              if (is_less && direction == relay::Direction::ToServer && is_sealed_for_group(element))
                element.remove_children(kOmemo, "encrypted");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
