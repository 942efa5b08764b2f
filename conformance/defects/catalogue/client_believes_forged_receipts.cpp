#include <map>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

std::string bare(std::string_view address) { return std::string(address.substr(0, address.find('/'))); }

// To the client every receipt seems to come from whom its message went to.
class BelievingReceipts final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    const xml::Element* receipt = element.find_child("urn:xmpp:receipts", "received");
    if (direction == relay::Direction::ToServer) {
      if (is_chat(element)) sent_[std::string(element.attribute("id"))] = bare(element.attribute("to"));
    } else if (receipt) {
      const auto found = sent_.find(std::string(receipt->attribute("id")));
      if (found != sent_.end()) element.set_attribute("from", found->second);
    }
    return just(std::move(element));
  }

 private:
  std::map<std::string, std::string> sent_;
};

}  // namespace

Defect client_believes_forged_receipts();

Defect client_believes_forged_receipts() {
  return {.name = "client-believes-forged-receipts",
          .lie = "A client takes a receipt for true whoever sent it.",
          .violates = {"MSG-30"},
          .client = [] { return std::make_unique<BelievingReceipts>(); }};
}

}  // namespace assay::conformance::defects::catalogue
