#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_confirms();

Defect client_never_confirms() {
  return {.name = "client-never-confirms", .lie = "A client answers no first message of a session.", .violates = {"ENC-10b"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const bool is_empty = direction == relay::Direction::ToServer && is_encrypted(element) &&
                                    !element.find_child(kOmemo, "encrypted")->find_child(kOmemo, "payload");
              if (is_empty) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
