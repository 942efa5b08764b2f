#include <algorithm>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect unknown_child_ends_stream();

Defect unknown_child_ends_stream() {
  return {.name = "unknown-child-ends-stream",
          .lie = "A message with something unknown in it ends the stream of whom it is for.",
          .violates = {"MSG-20", "RFC6120-8.4-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const auto children = element.is(xml::ns::kClient, "message") ? element.children() : std::vector<const xml::Element*>();
              if (std::any_of(children.begin(), children.end(), [](const auto* child) { return is_unknown(*child); })) {
                xml::Element error("http://etherx.jabber.org/streams", "error");
                error.append("urn:ietf:params:xml:ns:xmpp-streams", "unsupported-feature");
                return just(std::move(error));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
