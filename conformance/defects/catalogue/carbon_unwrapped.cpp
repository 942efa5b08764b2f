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

Defect carbon_unwrapped();

Defect carbon_unwrapped() {
  return {.name = "carbon-unwrapped",
          .lie = "A copy comes as the bare original.",
          .violates = {"XEP0280-7-c", "XEP0280-8-c"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  for (const char* direction : {"sent", "received"}) {
                    if (const xml::Element* message = original(element, direction)) return just(*message);
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
