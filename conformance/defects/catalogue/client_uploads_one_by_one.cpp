#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_uploads_one_by_one();

Defect client_uploads_one_by_one() {
  return {.name = "client-uploads-one-by-one",
          .lie = "The client uploads each number of its address book by itself.",
          .violates = {"CON-19b"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* sync =
                  direction == relay::Direction::ToServer ? element.find_child("urn:cxmpp:contacts:1", "sync") : nullptr;
              if (!sync || sync->children().size() < 2) return {just(std::move(element)), {}};
              std::vector<xml::Element> out;
              for (const xml::Element* number : sync->children()) {
                xml::Element iq = element;
                xml::Element& only = *iq.find_child("urn:cxmpp:contacts:1", "sync");
                only.content().clear();
                only.add(*number);
                out.push_back(std::move(iq));
              }
              return {std::move(out), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
