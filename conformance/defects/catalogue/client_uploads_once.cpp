#include <set>
#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_uploads_once();

Defect client_uploads_once() {
  return {.name = "client-uploads-once",
          .lie = "A client uploads a new signed prekey once, whether it got to the server or not.",
          .violates = {"ENC-08"},
          .client = [] {
            return lying([seen = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const xml::Element* upload = direction == relay::Direction::ToServer ? element.find_child(kPrekeys, "upload") : nullptr;
              const xml::Element* key = upload != nullptr ? upload->find_child(kPrekeys, "signed") : nullptr;
              if (key != nullptr && !seen.emplace(key->attribute("id")).second && upload->find_child(kPrekeys, "prekey") == nullptr)
                return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
