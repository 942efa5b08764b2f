#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_receipts_for_all();

Defect group_receipts_for_all() {
  return {.name = "group-receipts-for-all", .lie = "Whoever gives a receipt is told the sums.", .violates = {"GRP-18"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* receipt = element.find_child(kGroups, "receipt");
              if (direction == relay::Direction::ToClient || !receipt) return {just(std::move(element)), {}};
              xml::Element sums = xml::Element(xml::ns::kClient, "message").with("from", std::string(element.attribute("to")));
              sums.append(kGroups, "receipts").set_attribute("n", std::string(receipt->attribute("n"))).set_attribute("delivered", "1");
              return {just(std::move(element)), just(std::move(sums))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
