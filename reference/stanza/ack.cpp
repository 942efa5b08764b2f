#include "reference/stanza/ack.hpp"

namespace assay::stanza::ack {

xml::Element feature() { return {kNs, "ack"}; }
xml::Element enable() { return {kNs, "enable"}; }
xml::Element enabled() { return {kNs, "enabled"}; }

xml::Element Ack::write() const {
  xml::Element element(kNs, "ack");
  element.set_attribute("id", id);
  if (stamp) element.set_attribute("stamp", date_time(*stamp));
  return element;
}

std::optional<Ack> Ack::parse(const xml::Element& element) {
  if (!element.is(kNs, "ack") || element.attribute("id").empty()) return std::nullopt;
  Ack ack{std::string{element.attribute("id")}, std::nullopt};
  if (const std::string* stamp = element.find_attribute("stamp")) {
    ack.stamp = from_date_time(*stamp);
    if (!ack.stamp) return std::nullopt;
  }
  return ack;
}

}  // namespace assay::stanza::ack
