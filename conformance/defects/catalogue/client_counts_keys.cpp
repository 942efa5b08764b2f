#include <string>
#include <utility>
#include <variant>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_counts_keys();

Defect client_counts_keys() {
  return {.name = "client-counts-keys", .lie = "A client counts its keys from one.", .violates = {"ENC-07"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              xml::Element* upload = direction == relay::Direction::ToServer ? element.find_child(kPrekeys, "upload") : nullptr;
              if (upload == nullptr) return {just(std::move(element)), {}};
              int last = 0;
              for (xml::Content& content : upload->content()) {
                auto* key = std::get_if<xml::Element>(&content);
                if (key != nullptr && key->is(kPrekeys, "prekey")) key->set_attribute("id", std::to_string(++last));
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
