#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_answers_new_identity();

Defect client_answers_new_identity() {
  return {.name = "client-answers-new-identity",
          .lie = "A client answers a question of a device by another identity key without the consent of its user.",
          .violates = {"ENC-22"},
          .client = [] {
            return lying([keys = std::map<std::string, std::string>(), others = std::set<std::string>()](
                             relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) return {just(std::move(element)), {}};
              if (const std::string owner = list_owner(element); !owner.empty()) {
                const xml::Element* phone = element.find_child(kDeviceList, "devices")->find_child(kDeviceList, "device");
                const std::string key = phone != nullptr ? phone->text() : std::string();
                if (const auto [known, is_first] = keys.emplace(owner, key); !is_first && known->second != key) others.insert(owner);
              }
              const std::string from(element.attribute("from"));
              const std::string account = from.substr(0, from.find('/'));
              const bool is_asked = is_encrypted_control(element) && others.count(account) != 0;
              return {just(std::move(element)), is_asked ? just(secret_to(account)) : std::vector<xml::Element>()};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
