#include <map>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_trusts_new_keys();

Defect client_trusts_new_keys() {
  return {.name = "client-trusts-new-keys",
          .lie = "A client writes by whatever identity key a list has, without the consent of its user.",
          .violates = {"ENC-18b"},
          .client = [] {
            return lying([keys = std::map<std::string, std::string>()](relay::Direction direction, xml::Element element,
                                                                       const Now&) mutable -> Said {
              const std::string owner = direction == relay::Direction::ToClient ? list_owner(element) : std::string();
              if (owner.empty()) return {just(std::move(element)), {}};
              const xml::Element* phone = element.find_child(kDeviceList, "devices")->find_child(kDeviceList, "device");
              const std::string key = phone != nullptr ? phone->text() : std::string();
              std::string& known = keys[owner];
              const bool changed = !known.empty() && known != key;
              known = key;
              return {just(std::move(element)), changed ? just(secret_to(owner)) : std::vector<xml::Element>()};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
