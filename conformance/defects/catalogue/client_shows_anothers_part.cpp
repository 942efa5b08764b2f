#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

bool is_sealed_for_another(const xml::Element& message) {
  if (!is_encrypted(message)) return false;
  const xml::Element* header = message.find_child(kOmemo, "encrypted")->find_child(kOmemo, "header");
  if (header == nullptr) return false;
  for (const xml::Element* keys : header->children()) {
    if (keys->attribute("jid") == message.attribute("to")) return false;
  }
  return true;
}

}  // namespace

Defect client_shows_anothers_part();

Defect client_shows_anothers_part() {
  return {.name = "client-shows-anothers-part",
          .lie = "A client shows a line for a message that is sealed for somebody else.",
          .violates = {"BCL-08c"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (!is_sealed_for_another(element)) return just(std::move(element));
              xml::Element line(element.name());
              for (const char* name : {"from", "to", "id", "type"}) line.set_attribute(name, std::string(element.attribute(name)));
              line.append(xml::ns::kClient, "body").add_text("A message");
              return just(std::move(line));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
