#include "reference/stanza/push.hpp"

namespace assay::stanza::push {
namespace {

constexpr const char* kForm = "jabber:x:data";
constexpr const char* kOptions = "http://jabber.org/protocol/pubsub#publish-options";

xml::Element field(const char* var, const std::string& value) {
  return xml::Element(kForm, "field").with("var", var).add(xml::Element(kForm, "value").add_text(value));
}

std::string secret_of(const xml::Element& form) {
  for (const xml::Element* child : form.children()) {
    if (!child->is(kForm, "field") || child->attribute("var") != "secret") continue;
    const xml::Element* value = child->find_child(kForm, "value");
    return value ? value->text() : std::string();
  }
  return {};
}

}  // namespace

xml::Element Enable::write() const {
  xml::Element element = xml::Element(kNs, "enable").with("jid", service.text());
  if (!node.empty()) element.set_attribute("node", node);
  if (!secret.empty()) {
    element.add(xml::Element(kForm, "x").with("type", "submit").add(field("FORM_TYPE", kOptions)).add(field("secret", secret)));
  }
  return element;
}

std::optional<Enable> Enable::parse(const xml::Element& element) {
  auto service = jid::Jid::parse(element.attribute("jid"));
  if (!element.is(kNs, "enable") || !service) return std::nullopt;
  const xml::Element* form = element.find_child(kForm, "x");
  return Enable{std::move(*service), std::string{element.attribute("node")}, form ? secret_of(*form) : std::string()};
}

xml::Element Disable::write() const {
  xml::Element element = xml::Element(kNs, "disable").with("jid", service.text());
  if (node) element.set_attribute("node", *node);
  return element;
}

std::optional<Disable> Disable::parse(const xml::Element& element) {
  auto service = jid::Jid::parse(element.attribute("jid"));
  if (!element.is(kNs, "disable") || !service) return std::nullopt;
  Disable disable{std::move(*service), std::nullopt};
  if (element.has_attribute("node")) disable.node = std::string{element.attribute("node")};
  return disable;
}

}  // namespace assay::stanza::push
