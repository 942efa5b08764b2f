#include "conformance/defects/catalogue.hpp"

#include "reference/base/assert.hpp"

namespace assay::conformance::defects {
namespace {

class LyingBothWays final : public relay::Filter {
 public:
  explicit LyingBothWays(std::function<catalogue::Said(relay::Direction, xml::Element, const Now&)> change) : change_(std::move(change)) {}

  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now& now) override {
    catalogue::Said said = change_(direction, std::move(element), now);
    answers_ = std::move(said.back);
    return std::move(said.on);
  }
  std::vector<xml::Element> answers() override { return std::exchange(answers_, {}); }

 private:
  std::function<catalogue::Said(relay::Direction, xml::Element, const Now&)> change_;
  std::vector<xml::Element> answers_;
};

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

Seam seam(const Defect& defect) {
  if (defect.wire) return Seam::Wire;
  if (defect.store) return Seam::Store;
  if (defect.random) return Seam::Random;
  if (defect.clock) return Seam::Clock;
  if (defect.limits) return Seam::Limits;
  if (defect.sms) return Seam::Sms;
  if (defect.media) return Seam::Media;
  if (defect.client) return Seam::Client;
  ASSAY_ASSERT(defect.told);
  return Seam::Told;
}

std::string_view name(Seam seam) {
  switch (seam) {
    case Seam::Wire: return "wire";
    case Seam::Store: return "store";
    case Seam::Random: return "random";
    case Seam::Clock: return "clock";
    case Seam::Limits: return "limits";
    case Seam::Sms: return "sms";
    case Seam::Media: return "media";
    case Seam::Client: return "client";
    case Seam::Told: return "told";
  }
  return "wire";
}

bool lies_inside_server(const Defect& defect) {
  const Seam at = seam(defect);
  return at != Seam::Wire && at != Seam::Client && at != Seam::Told;
}

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

std::unique_ptr<relay::Filter> lying(std::function<Said(relay::Direction, xml::Element, const Now&)> change) {
  return std::make_unique<LyingBothWays>(std::move(change));
}

bool is_iq(const xml::Element& element, std::string_view type, std::string_view ns, std::string_view child) {
  return element.is(xml::ns::kClient, "iq") && (type.empty() || element.attribute("type") == type) && element.find_child(ns, child);
}

const xml::Element* cxmpp_error(const xml::Element& element, std::string_view name) {
  const xml::Element* error = element.find_child(xml::ns::kClient, "error");
  return error ? error->find_child("urn:cxmpp:errors:1", name) : nullptr;
}

bool is_unknown(const xml::Element& child) {
  const std::string& ns = child.ns();
  return ns != xml::ns::kClient && !ns.starts_with("urn:xmpp:") && !ns.starts_with("urn:cxmpp:") && !ns.starts_with("http://jabber.org/");
}

xml::Element as_result(xml::Element error, xml::Element child) {
  error.set_attribute("type", "result");
  error.content().clear();
  error.add(std::move(child));
  return error;
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
