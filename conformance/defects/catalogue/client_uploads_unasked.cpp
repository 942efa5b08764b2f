#include "conformance/defects/catalogue.hpp"

#include <utility>

namespace assay::conformance::defects::catalogue {

Defect client_uploads_unasked();

Defect client_uploads_unasked() {
  return {
      .name = "client-uploads-unasked",
      .lie = "The client uploads numbers before its user has agreed.",
      .violates = {"CON-17a"},
      .client = [] {
        return lying([done = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          if (direction == relay::Direction::ToClient || std::exchange(done, done || is_iq(element, "get", "jabber:iq:roster", "query"))) {
            return {just(std::move(element)), {}};
          }
          std::vector<xml::Element> out = just(std::move(element));
          if (!done) return {std::move(out), {}};
          xml::Element sync = xml::Element(xml::ns::kClient, "iq").with("type", "set").with("id", "unasked");
          sync.append("urn:cxmpp:contacts:1", "sync")
              .set_attribute("mode", "delta")
              .append("urn:cxmpp:contacts:1", "number")
              .add_text("+12025550199");
          out.push_back(std::move(sync));
          return {std::move(out), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
