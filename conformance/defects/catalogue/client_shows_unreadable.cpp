#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_unreadable();

Defect client_shows_unreadable() {
  return {.name = "client-shows-unreadable",
          .lie = "A client shows a line for each message, also for one that it could not read or that nobody should have sent.",
          .violates = {"ENC-12b", "ENC-13a", "ENC-15j", "ENC-21c"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer || !is_encrypted(element)) return {just(std::move(element)), {}};
              xml::Element line(element.name());
              for (const char* name : {"from", "to", "id", "type"}) line.set_attribute(name, std::string(element.attribute(name)));
              line.append(xml::ns::kClient, "body").add_text("A message");
              std::vector<xml::Element> shown = just(std::move(element));
              shown.push_back(std::move(line));
              return {std::move(shown), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
