#include "reference/stanza/roster.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "reference/xml/namespaces.hpp"

namespace assay::stanza::roster {
namespace {

constexpr std::array<std::pair<Subscription, std::string_view>, 5> kNames = {{
    {Subscription::None, "none"},
    {Subscription::To, "to"},
    {Subscription::From, "from"},
    {Subscription::Both, "both"},
    {Subscription::Remove, "remove"},
}};

}  // namespace

std::string_view name_of(Subscription subscription) {
  for (const auto& [known, name] : kNames) {
    if (known == subscription) return name;
  }
  return "none";
}

std::optional<Subscription> subscription(std::string_view name) {
  for (const auto& [known, text] : kNames) {
    if (text == name) return known;
  }
  return std::nullopt;
}

xml::Element Item::write() const {
  xml::Element element(xml::ns::kRoster, "item");
  element.set_attribute("jid", jid.text());
  element.set_attribute("subscription", std::string{name_of(subscription)});
  if (ask) element.set_attribute("ask", "subscribe");
  if (!name.empty()) element.set_attribute("name", name);
  for (const std::string& group : groups) element.append(xml::ns::kRoster, "group").add_text(group);
  return element;
}

std::optional<Item> Item::parse(const xml::Element& element) {
  const std::optional<jid::Jid> jid = jid::Jid::parse(element.attribute("jid"));
  if (!element.is(xml::ns::kRoster, "item") || !jid) return std::nullopt;
  Item item{*jid, Subscription::None, element.attribute("ask") == "subscribe", std::string{element.attribute("name")}, {}};
  if (const std::string* text = element.find_attribute("subscription")) {
    const std::optional<Subscription> known = roster::subscription(*text);
    if (!known) return std::nullopt;
    item.subscription = *known;
  }
  for (const xml::Element* child : element.children()) {
    if (!child->is(xml::ns::kRoster, "group")) continue;
    std::string group = child->text();
    if (group.empty() || std::find(item.groups.begin(), item.groups.end(), group) != item.groups.end()) return std::nullopt;
    item.groups.push_back(std::move(group));
  }
  return item;
}

xml::Element Query::write() const {
  xml::Element element(xml::ns::kRoster, "query");
  if (ver) element.set_attribute("ver", *ver);
  for (const Item& item : items) element.add(item.write());
  return element;
}

std::optional<Query> Query::parse(const xml::Element& element) {
  if (!element.is(xml::ns::kRoster, "query")) return std::nullopt;
  Query query;
  if (const std::string* text = element.find_attribute("ver")) query.ver = *text;
  for (const xml::Element* child : element.children()) {
    std::optional<Item> item = Item::parse(*child);
    if (!item) return std::nullopt;
    query.items.push_back(std::move(*item));
  }
  return query;
}

}  // namespace assay::stanza::roster
