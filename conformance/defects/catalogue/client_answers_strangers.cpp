#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Obliging final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToClient) {
      if (is_chat(element) && element.find_child("urn:xmpp:receipts", "request")) due_.push_back(receipt_for(element));
      return just(std::move(element));
    }
    std::vector<xml::Element> out = std::exchange(due_, {});
    out.push_back(std::move(element));
    return out;
  }

 private:
  static xml::Element receipt_for(const xml::Element& message) {
    const std::string id(message.attribute("id"));
    xml::Element receipt(xml::ns::kClient, "message");
    receipt.set_attribute("type", "chat").set_attribute("to", std::string(message.attribute("from"))).set_attribute("id", "for-" + id);
    receipt.append("urn:xmpp:receipts", "received").set_attribute("id", id);
    return receipt;
  }

  std::vector<xml::Element> due_;  // said with what the client says next
};

}  // namespace

Defect client_answers_strangers();

Defect client_answers_strangers() {
  return {.name = "client-answers-strangers", .lie = "A client gives a receipt to whoever asks.", .violates = {"XEP0184-7"}, .client = [] {
            return std::make_unique<Obliging>();
          }};
}

}  // namespace assay::conformance::defects::catalogue
