#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class CountTakesEntries final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToClient) {
      const xml::Element* entry = is_chat(element) ? element.find_child("urn:xmpp:sid:0", "stanza-id") : nullptr;
      if (entry) entries_.emplace_back(entry->attribute("id"));
      return just(std::move(element));
    }
    std::vector<xml::Element> out;
    if (element.is("urn:xmpp:sm:3", "a")) {
      for (const std::string& entry : std::exchange(entries_, {})) {
        out.push_back(xml::Element("urn:cxmpp:ack:1", "ack").with("id", entry));
      }
    }
    out.push_back(std::move(element));
    return out;
  }

 private:
  std::vector<std::string> entries_;
};

}  // namespace

Defect count_takes_entries();

Defect count_takes_entries() {
  return {.name = "count-takes-entries",
          .lie = "A count of stanzas lets messages go that wait for their ids.",
          .violates = {"OFF-18c"},
          .wire = [] { return std::make_unique<CountTakesEntries>(); }};
}

}  // namespace assay::conformance::defects::catalogue
