#include "reference/stanza/delay.hpp"

namespace assay::stanza {

xml::Element Delay::write() const {
  xml::Element element(kDelayNs, "delay");
  if (!from.empty()) element.set_attribute("from", from);
  element.set_attribute("stamp", date_time(stamp));
  return element;
}

std::optional<Delay> Delay::parse(const xml::Element& element) {
  const std::optional<WallTime> stamp = from_date_time(element.attribute("stamp"));
  if (!element.is(kDelayNs, "delay") || !stamp) return std::nullopt;
  return Delay{std::string{element.attribute("from")}, *stamp};
}

std::optional<Delay> Delay::of(const xml::Element& stanza) {
  const xml::Element* child = stanza.find_child(kDelayNs, "delay");
  return child ? parse(*child) : std::nullopt;
}

}  // namespace assay::stanza
