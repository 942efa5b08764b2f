#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect empty_block_accepted();

Defect empty_block_accepted() {
  return {.name = "empty-block-accepted", .lie = "A block of nobody is answered with a result.", .violates = {"XEP0191-3.3-c"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* block = element.find_child("urn:xmpp:blocking", "block");
              if (direction == relay::Direction::ToClient || !block || block->first_child()) return {just(std::move(element)), {}};
              xml::Element result(xml::ns::kClient, "iq");
              result.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(result))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
