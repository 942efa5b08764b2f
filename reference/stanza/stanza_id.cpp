#include "reference/stanza/stanza_id.hpp"

namespace assay::stanza {

xml::Element StanzaId::write() const { return xml::Element(kStanzaIdNs, "stanza-id").with("by", by).with("id", id); }

std::optional<StanzaId> StanzaId::parse(const xml::Element& element) {
  if (!element.is(kStanzaIdNs, "stanza-id") || element.attribute("by").empty() || element.attribute("id").empty()) return std::nullopt;
  return StanzaId{std::string{element.attribute("by")}, std::string{element.attribute("id")}};
}

std::optional<StanzaId> StanzaId::of(const xml::Element& stanza, const std::string& by) {
  for (const xml::Content& item : stanza.content()) {
    const auto* child = std::get_if<xml::Element>(&item);
    if (!child || child->attribute("by") != by) continue;
    if (std::optional<StanzaId> found = parse(*child)) return found;
  }
  return std::nullopt;
}

}  // namespace assay::stanza
