#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects {
namespace {

class Lying final : public relay::Filter {
 public:
  Lying(relay::Direction direction, std::function<std::vector<xml::Element>(xml::Element)> change)
      : direction_(direction), change_(std::move(change)) {}

  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    return direction == direction_ ? change_(std::move(element)) : catalogue::just(std::move(element));
  }

 private:
  relay::Direction direction_;
  std::function<std::vector<xml::Element>(xml::Element)> change_;
};

}  // namespace

std::vector<Defect> all_defects() { return catalogue::all(); }

const Defect* find_defect(const std::string& name) {
  static const std::vector<Defect> list = all_defects();
  for (const Defect& defect : list) {
    if (defect.name == name) return &defect;
  }
  return nullptr;
}

namespace catalogue {

std::unique_ptr<relay::Filter> lying_to_client(std::function<std::vector<xml::Element>(xml::Element)> change) {
  return std::make_unique<Lying>(relay::Direction::ToClient, std::move(change));
}

std::unique_ptr<relay::Filter> lying_to_server(std::function<std::vector<xml::Element>(xml::Element)> change) {
  return std::make_unique<Lying>(relay::Direction::ToServer, std::move(change));
}

bool is_chat(const xml::Element& element) {
  return element.is(xml::ns::kClient, "message") && element.attribute("type") != "error" && element.find_child(xml::ns::kClient, "body");
}

bool is_delayed(const xml::Element& element) { return is_chat(element) && element.find_child("urn:xmpp:delay", "delay"); }

std::vector<xml::Element> just(xml::Element element) {
  std::vector<xml::Element> list;
  list.push_back(std::move(element));
  return list;
}

}  // namespace catalogue
}  // namespace assay::conformance::defects
