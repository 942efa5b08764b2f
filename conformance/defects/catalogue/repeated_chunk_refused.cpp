#include "conformance/defects/catalogue.hpp"

#include <set>
#include <string>

namespace assay::conformance::defects::catalogue {

Defect repeated_chunk_refused();

Defect repeated_chunk_refused() {
  return {
      .name = "repeated-chunk-refused", .lie = "A chunk that is sent again is refused.", .violates = {"CON-04c"}, .wire = [] {
        return lying([seen = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          const xml::Element* sync = direction == relay::Direction::ToServer ? element.find_child("urn:cxmpp:contacts:1", "sync") : nullptr;
          if (!sync || !sync->has_attribute("id")) return {just(std::move(element)), {}};
          const std::string chunk = std::string(sync->attribute("id")) + "/" + std::string(sync->attribute("index"));
          if (seen.insert(chunk).second) return {just(std::move(element)), {}};
          xml::Element error = xml::Element(xml::ns::kClient, "iq").with("type", "error").with("id", std::string(element.attribute("id")));
          error.append(xml::ns::kClient, "error").set_attribute("type", "cancel").append(xml::ns::kStanzaErrors, "conflict");
          return {{}, just(std::move(error))};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
