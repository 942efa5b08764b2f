#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect clear_text_taken();

Defect clear_text_taken() {
  return {.name = "clear-text-taken",
          .lie = "A server that requires encryption takes bodies in the clear all the same.",
          .violates = {"ENC-01a"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {std::string(xml::ns::kClient), "body"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
