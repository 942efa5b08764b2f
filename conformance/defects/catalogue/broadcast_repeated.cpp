#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// To the server every upload has an id of its own, and so has every message in it; the answer has the id that the client knows.
class Renaming final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToServer) {
      xml::Element* upload = element.is(xml::ns::kClient, "iq") ? element.find_child("urn:cxmpp:broadcast:1", "broadcast") : nullptr;
      if (upload) rename(*upload, "-" + std::to_string(++uploads_));
    } else if (xml::Element* accepted = element.find_child("urn:cxmpp:broadcast:1", "accepted")) {
      const std::string id(accepted->attribute("id"));
      accepted->set_attribute("id", id.substr(0, id.rfind('-')));
    }
    return just(std::move(element));
  }

 private:
  static void rename(xml::Element& element, const std::string& suffix) {
    element.set_attribute("id", std::string(element.attribute("id")) + suffix);
    for (xml::Content& content : element.content()) {
      auto* to = std::get_if<xml::Element>(&content);
      if (to && to->local() == "to") to->set_attribute("id", std::string(to->attribute("id")) + suffix);
    }
  }

  int uploads_ = 0;
};

}  // namespace

Defect broadcast_repeated();

Defect broadcast_repeated() {
  return {.name = "broadcast-repeated", .lie = "A broadcast that is sent again is a new one.", .violates = {"BCL-16"}, .wire = [] {
            return std::make_unique<Renaming>();
          }};
}

}  // namespace assay::conformance::defects::catalogue
