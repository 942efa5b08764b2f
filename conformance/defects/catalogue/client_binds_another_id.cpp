#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_binds_another_id();

Defect client_binds_another_id() {
  return {.name = "client-binds-another-id",
          .lie = "A client writes another id into the envelope than it sends the message under.",
          .violates = {"ENC-12"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const std::string id(element.attribute("id"));
              const std::string mark = "-else";
              if (direction == relay::Direction::ToServer && is_encrypted(element)) element.set_attribute("id", id + mark);
              const bool is_answer = element.local() == "ack" || element.attribute("type") == "error";
              if (direction == relay::Direction::ToClient && is_answer && id.ends_with(mark))
                element.set_attribute("id", id.substr(0, id.size() - mark.size()));
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
