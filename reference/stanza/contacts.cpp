#include "reference/stanza/contacts.hpp"

namespace assay::stanza::contacts {

xml::Element Sync::write() const {
  xml::Element element(kNs, "sync");
  element.set_attribute("mode", mode == Mode::Full ? "full" : "delta");
  if (!region.empty()) element.set_attribute("region", region);
  for (const std::string& number : numbers) element.append(kNs, "number").add_text(number);
  return element;
}

std::optional<Sync> Sync::parse(const xml::Element& element) {
  const std::string_view mode = element.attribute("mode");
  if (!element.is(kNs, "sync") || (mode != "full" && mode != "delta")) return std::nullopt;
  Sync sync{mode == "full" ? Mode::Full : Mode::Delta, std::string{element.attribute("region")}, {}};
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "number")) return std::nullopt;
    sync.numbers.push_back(child->text());
  }
  return sync;
}

std::string_view name_of(Status status) {
  switch (status) {
    case Status::In: return "in";
    case Status::Out: return "out";
    case Status::Invalid: break;
  }
  return "invalid";
}

xml::Element Matches::write() const {
  xml::Element element(kNs, "matches");
  for (const Match& match : matches) {
    xml::Element& child = element.append(kNs, "match");
    child.set_attribute("number", match.number);
    child.set_attribute("status", std::string{name_of(match.status)});
    if (!match.jid.empty()) child.set_attribute("jid", match.jid);
  }
  return element;
}

std::optional<Matches> Matches::parse(const xml::Element& element) {
  if (!element.is(kNs, "matches")) return std::nullopt;
  Matches matches;
  for (const xml::Element* child : element.children()) {
    const std::string_view status = child->attribute("status");
    if (!child->is(kNs, "match") || !child->has_attribute("number")) return std::nullopt;
    if (status != "in" && status != "out" && status != "invalid") return std::nullopt;
    matches.matches.push_back({std::string{child->attribute("number")},
                               status == "in"    ? Status::In
                               : status == "out" ? Status::Out
                                                 : Status::Invalid,
                               std::string{child->attribute("jid")}});
  }
  return matches;
}

}  // namespace assay::stanza::contacts
