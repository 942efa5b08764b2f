#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// Whom a copy of what another session sent went to; "" for all else.
std::string addressee_of_copy(const xml::Element& element) {
  const xml::Element* sent = element.find_child("urn:xmpp:carbons:2", "sent");
  const xml::Element* forwarded = sent != nullptr ? sent->find_child("urn:xmpp:forward:0", "forwarded") : nullptr;
  const xml::Element* original = forwarded != nullptr ? forwarded->find_child("jabber:client", "message") : nullptr;
  return original != nullptr ? std::string(original->attribute("to")) : std::string();
}

}  // namespace

Defect client_passes_over_copies();

Defect client_passes_over_copies() {
  return {.name = "client-passes-over-copies",
          .lie = "A client shows but the first message of what another device of its account broadcast.",
          .violates = {"BCL-18b"},
          .client = [] {
            return lying_to_client([last = std::string()](xml::Element element) mutable {
              // The second of two copies in a row: what was sent one by one comes with something between.
              const std::string to = addressee_of_copy(element);
              if (!to.empty() && !last.empty() && last != to) return std::vector<xml::Element>();
              last = to;
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
