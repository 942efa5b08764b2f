#include "reference/stanza/receipts.hpp"

namespace assay::stanza::receipts {

xml::Element Received::write() const { return xml::Element(kNs, "received").with("id", id); }

std::optional<Received> Received::parse(const xml::Element& element) {
  if (!element.is(kNs, "received") || element.attribute("id").empty()) return std::nullopt;
  return Received{std::string{element.attribute("id")}};
}

std::optional<Received> Received::of(const xml::Element& message) {
  const xml::Element* child = message.find_child(kNs, "received");
  return child ? parse(*child) : std::nullopt;
}

xml::Element request() { return {kNs, "request"}; }

bool is_asked(const xml::Element& message) {
  const std::string_view type = message.attribute("type");
  if (type == "error" || type == "groupchat" || message.attribute("id").empty()) return false;
  return message.find_child(kNs, "request") && !message.find_child(kNs, "received");
}

}  // namespace assay::stanza::receipts
