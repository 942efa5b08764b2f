#include "reference/stanza/broadcast.hpp"

namespace assay::stanza::broadcast {
namespace {

std::vector<xml::Element> children_of(const xml::Element& element) {
  std::vector<xml::Element> children;
  for (const xml::Element* child : element.children()) children.push_back(*child);
  return children;
}

std::optional<Recipient> recipient_of(const xml::Element& element) {
  Recipient recipient{std::string{element.attribute("jid")}, std::string{element.attribute("id")}, children_of(element)};
  if (recipient.jid.empty() || recipient.id.empty()) return std::nullopt;
  return recipient;
}

}  // namespace

xml::Element Broadcast::write() const {
  xml::Element element = xml::Element(kNs, "broadcast").with("id", id);
  for (const Recipient& recipient : recipients) {
    xml::Element& to = element.append(kNs, "to").set_attribute("jid", recipient.jid).set_attribute("id", recipient.id);
    for (const xml::Element& child : recipient.payload) to.add(child);
  }
  if (payload.empty()) return element;
  xml::Element& common = element.append(kNs, "payload");
  for (const xml::Element& child : payload) common.add(child);
  return element;
}

std::optional<Broadcast> Broadcast::parse(const xml::Element& element) {
  if (!element.is(kNs, "broadcast") || element.attribute("id").empty()) return std::nullopt;
  Broadcast broadcast{std::string{element.attribute("id")}, {}, {}};
  bool common = false;
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "to")) {
      std::optional<Recipient> recipient = recipient_of(*child);
      if (!recipient) return std::nullopt;
      broadcast.recipients.push_back(std::move(*recipient));
    } else if (child->is(kNs, "payload") && !common) {
      common = true;
      broadcast.payload = children_of(*child);
    } else {
      return std::nullopt;
    }
  }
  return broadcast;
}

xml::Element Accepted::write() const {
  xml::Element element = xml::Element(kNs, "accepted").with("id", id).with("stamp", date_time(stamp));
  for (const Refused& one : refused) element.append(kNs, "refused").set_attribute("jid", one.jid).set_attribute("reason", one.reason);
  return element;
}

std::optional<Accepted> Accepted::parse(const xml::Element& element) {
  const auto stamp = from_date_time(element.attribute("stamp"));
  if (!element.is(kNs, "accepted") || element.attribute("id").empty() || !stamp) return std::nullopt;
  Accepted accepted{std::string{element.attribute("id")}, *stamp, {}};
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "refused") || child->attribute("jid").empty() || child->attribute("reason").empty()) return std::nullopt;
    accepted.refused.push_back({std::string{child->attribute("jid")}, std::string{child->attribute("reason")}});
  }
  return accepted;
}

}  // namespace assay::stanza::broadcast
