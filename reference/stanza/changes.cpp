#include "reference/stanza/changes.hpp"

namespace assay::stanza::changes {

xml::Element Replace::write() const { return xml::Element(kReplaceNs, "replace").with("id", id); }

std::optional<Replace> Replace::parse(const xml::Element& element) {
  if (!element.is(kReplaceNs, "replace") || element.attribute("id").empty()) return std::nullopt;
  return Replace{std::string{element.attribute("id")}};
}

xml::Element Retract::write() const { return xml::Element(kRetractNs, "retract").with("id", id); }

std::optional<Retract> Retract::parse(const xml::Element& element) {
  if (!element.is(kRetractNs, "retract") || element.attribute("id").empty()) return std::nullopt;
  return Retract{std::string{element.attribute("id")}};
}

xml::Element Reactions::write() const {
  xml::Element element = xml::Element(kReactionsNs, "reactions").with("id", id);
  for (const std::string& reaction : reactions) element.append(kReactionsNs, "reaction").add_text(reaction);
  return element;
}

std::optional<Reactions> Reactions::parse(const xml::Element& element) {
  if (!element.is(kReactionsNs, "reactions") || element.attribute("id").empty()) return std::nullopt;
  Reactions parsed{std::string{element.attribute("id")}, {}};
  for (const xml::Element* child : element.children()) {
    if (!child->is(kReactionsNs, "reaction") || child->text().empty()) return std::nullopt;
    parsed.reactions.push_back(child->text());
  }
  return parsed;
}

}  // namespace assay::stanza::changes
