#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_sealed_groups();

Defect client_shows_sealed_groups() {
  return {.name = "client-shows-sealed-groups",
          .lie = "A client shows a line for each message of a group that it could not read.",
          .violates = {"ENC-32"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer || !is_sealed_for_group(element)) return {just(std::move(element)), {}};
              xml::Element line = element;
              line.remove_children("urn:cxmpp:e2e:1", "sealed");
              line.remove_children(kOmemo, "encrypted");
              line.append(xml::ns::kClient, "body").add_text("A message");
              std::vector<xml::Element> shown = just(std::move(element));
              shown.push_back(std::move(line));
              return {std::move(shown), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
