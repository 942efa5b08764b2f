#include "reference/stanza/disco.hpp"

#include <utility>

namespace assay::stanza::disco {
namespace {

void set(xml::Element& element, const char* name, const std::string& value) {
  if (!value.empty()) element.set_attribute(name, value);
}

std::string get(const xml::Element& element, const char* name) { return std::string{element.attribute(name)}; }

}  // namespace

xml::Element Info::write() const {
  xml::Element element(kInfoNs, "query");
  set(element, "node", node);
  for (const Identity& identity : identities) {
    xml::Element& child = element.append(kInfoNs, "identity");
    child.set_attribute("category", identity.category);
    child.set_attribute("type", identity.type);
    set(child, "name", identity.name);
  }
  for (const std::string& feature : features) element.append(kInfoNs, "feature").set_attribute("var", feature);
  return element;
}

std::optional<Info> Info::parse(const xml::Element& element) {
  if (!element.is(kInfoNs, "query")) return std::nullopt;
  Info info{get(element, "node"), {}, {}};
  for (const xml::Element* child : element.children()) {
    if (child->is(kInfoNs, "identity")) {
      info.identities.push_back({get(*child, "category"), get(*child, "type"), get(*child, "name")});
    } else if (child->is(kInfoNs, "feature")) {
      info.features.push_back(get(*child, "var"));
    }
  }
  return info;
}

xml::Element Items::write() const {
  xml::Element element(kItemsNs, "query");
  set(element, "node", node);
  for (const Item& item : items) {
    xml::Element& child = element.append(kItemsNs, "item");
    child.set_attribute("jid", item.jid);
    set(child, "node", item.node);
    set(child, "name", item.name);
  }
  return element;
}

std::optional<Items> Items::parse(const xml::Element& element) {
  if (!element.is(kItemsNs, "query")) return std::nullopt;
  Items items{get(element, "node"), {}};
  for (const xml::Element* child : element.children()) {
    if (!child->is(kItemsNs, "item")) continue;
    if (child->attribute("jid").empty()) return std::nullopt;
    items.items.push_back({get(*child, "jid"), get(*child, "node"), get(*child, "name")});
  }
  return items;
}

}  // namespace assay::stanza::disco
