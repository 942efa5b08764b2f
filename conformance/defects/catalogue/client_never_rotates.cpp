#include <optional>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_rotates();

Defect client_never_rotates() {
  return {
      .name = "client-never-rotates",
      .lie = "A client uploads the signed prekey that it began with for ever.",
      .violates = {"ENC-08"},
      .client = [] {
        return lying([first = std::optional<xml::Element>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          xml::Element* upload = direction == relay::Direction::ToServer ? element.find_child(kPrekeys, "upload") : nullptr;
          xml::Element* key = upload != nullptr ? upload->find_child(kPrekeys, "signed") : nullptr;
          if (key != nullptr && first) upload->remove_children(kPrekeys, "signed");
          if (key != nullptr && first) upload->add(*first);
          if (key != nullptr && !first) first = *key;
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
