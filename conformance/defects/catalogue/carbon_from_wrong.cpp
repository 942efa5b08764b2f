#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The message inside a copy, or nothing.
const xml::Element* original(const xml::Element& element, const char* direction) {
  const xml::Element* copy = element.find_child("urn:xmpp:carbons:2", direction);
  const xml::Element* forwarded = copy ? copy->find_child("urn:xmpp:forward:0", "forwarded") : nullptr;
  return forwarded ? forwarded->find_child(xml::ns::kClient, "message") : nullptr;
}

}  // namespace

Defect carbon_from_wrong();

Defect carbon_from_wrong() {
  return {.name = "carbon-from-wrong",
          .lie = "A copy comes from the sender of the original, as if he had made it.",
          .violates = {"XEP0280-7-b", "XEP0280-8-b"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  for (const char* direction : {"sent", "received"}) {
                    if (const xml::Element* message = original(element, direction))
                      element.set_attribute("from", std::string(message->attribute("from")));
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
