#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// To the client every change seems to come from whom its message came from.
class BelievingChanges final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToServer) return just(std::move(element));
    const xml::Element* change = element.find_child("urn:xmpp:message-correct:0", "replace");
    if (!change) change = element.find_child("urn:xmpp:message-retract:1", "retract");
    if (!change) {
      if (is_chat(element)) senders_[std::string(element.attribute("id"))] = std::string(element.attribute("from"));
      return just(std::move(element));
    }
    const auto found = senders_.find(std::string(change->attribute("id")));
    if (found != senders_.end()) element.set_attribute("from", found->second);
    return just(std::move(element));
  }

 private:
  std::map<std::string, std::string> senders_;
};

}  // namespace

Defect client_believes_forged_changes();

Defect client_believes_forged_changes() {
  return {.name = "client-believes-forged-changes",
          .lie = "A client lets anybody edit and take back what somebody else said.",
          .violates = {"MSG-18c"},
          .client = [] { return std::make_unique<BelievingChanges>(); }};
}

}  // namespace assay::conformance::defects::catalogue
