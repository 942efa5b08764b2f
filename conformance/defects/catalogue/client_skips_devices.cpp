#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_skips_devices();

Defect client_skips_devices() {
  return {.name = "client-skips-devices",
          .lie = "A client encrypts for the first device of a list alone.",
          .violates = {"ENC-15e"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient || !is_encrypted(element)) return {just(std::move(element)), {}};
              xml::Element* header = element.find_child(kOmemo, "encrypted")->find_child(kOmemo, "header");
              xml::Element* keys = header != nullptr ? header->find_child(kOmemo, "keys") : nullptr;
              if (keys != nullptr && keys->content().size() > 1) keys->content().resize(1);
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
