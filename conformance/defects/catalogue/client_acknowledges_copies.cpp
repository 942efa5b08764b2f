#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Hasty final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToClient) {
      note(element);
      return just(std::move(element));
    }
    std::vector<xml::Element> out = std::exchange(due_, {});
    out.push_back(std::move(element));
    return out;
  }

 private:
  void note(const xml::Element& element) {
    const xml::Element* copy = element.find_child("urn:xmpp:carbons:2", "received");
    const xml::Element* forwarded = copy ? copy->find_child("urn:xmpp:forward:0", "forwarded") : nullptr;
    const xml::Element* original = forwarded ? forwarded->find_child(xml::ns::kClient, "message") : nullptr;
    const xml::Element* entry = original ? original->find_child("urn:xmpp:sid:0", "stanza-id") : nullptr;
    if (!entry) return;
    xml::Element ack("urn:cxmpp:ack:1", "ack");
    ack.set_attribute("id", std::string(entry->attribute("id")));
    due_.push_back(std::move(ack));
  }

  std::vector<xml::Element> due_;  // said with what the client says next
};

}  // namespace

Defect client_acknowledges_copies();

Defect client_acknowledges_copies() {
  return {.name = "client-acknowledges-copies",
          .lie = "A client acknowledges the entry of a message that it has only a copy of.",
          .violates = {"MSG-28"},
          .client = [] { return std::make_unique<Hasty>(); }};
}

}  // namespace assay::conformance::defects::catalogue
