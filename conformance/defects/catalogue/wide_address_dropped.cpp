#include <algorithm>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect wide_address_dropped();

Defect wide_address_dropped() {
  return {.name = "wide-address-dropped",
          .lie = "A stanza to an address that is spelled beyond ASCII is dropped.",
          .violates = {"RFC7622-3.2-a", "RFC7622-3.3-a", "RFC7622-3.4-b"},
          .wire =
              [] {
                return lying_to_server([](xml::Element element) {
                  const std::string_view to = element.attribute("to");
                  const bool wide = std::any_of(to.begin(), to.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
                  return wide ? std::vector<xml::Element>{} : just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
