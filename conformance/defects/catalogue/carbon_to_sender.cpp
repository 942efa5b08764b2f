#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Echoing final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToServer) {
      if (element.find_child("urn:xmpp:carbons:2", "enable")) enabled_ = true;
      if (enabled_ && is_chat(element)) sent_.push_back(element);
      return just(std::move(element));
    }
    const std::string to(element.attribute("to"));
    std::vector<xml::Element> out = just(std::move(element));
    for (xml::Element& message : std::exchange(sent_, {})) {
      xml::Element copy(xml::ns::kClient, "message");
      copy.set_attribute("type", "chat").set_attribute("from", to.substr(0, to.find('/'))).set_attribute("to", to);
      copy.append("urn:xmpp:carbons:2", "sent").append("urn:xmpp:forward:0", "forwarded").add(std::move(message));
      out.push_back(std::move(copy));
    }
    return out;
  }

 private:
  bool enabled_ = false;
  std::vector<xml::Element> sent_;  // copied with what the client is told next
};

}  // namespace

Defect carbon_to_sender();

Defect carbon_to_sender() {
  return {.name = "carbon-to-sender",
          .lie = "Who sends a message gets a copy of it himself.",
          .violates = {"XEP0280-8-d"},
          .wire = [] { return std::make_unique<Echoing>(); },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
