#include <utility>
#include <variant>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_uploads_few_keys();

Defect client_uploads_few_keys() {
  return {.name = "client-uploads-few-keys",
          .lie = "A client uploads at most ten one-time prekeys at a time.",
          .violates = {"ENC-02f", "ENC-04c"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              constexpr int kFew = 10;
              xml::Element* upload = direction == relay::Direction::ToServer ? element.find_child(kPrekeys, "upload") : nullptr;
              if (upload == nullptr) return {just(std::move(element)), {}};
              int count = 0;
              std::erase_if(upload->content(), [&count](const xml::Content& content) {
                const auto* key = std::get_if<xml::Element>(&content);
                return key != nullptr && key->is(kPrekeys, "prekey") && ++count > kFew;
              });
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
