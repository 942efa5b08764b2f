#include "reference/stanza/contacts.hpp"

#include <array>
#include <utility>

#include "reference/base/decimal.hpp"

namespace assay::stanza::contacts {
namespace {

constexpr std::array<std::pair<Status, std::string_view>, 3> kStatuses = {{
    {Status::In, "in"},
    {Status::Out, "out"},
    {Status::Invalid, "invalid"},
}};

constexpr std::array<std::pair<Discoverable, std::string_view>, 3> kDiscoverable = {{
    {Discoverable::Everyone, "everyone"},
    {Discoverable::Mutual, "mutual"},
    {Discoverable::Nobody, "nobody"},
}};

std::optional<std::string> text_of(const xml::Element& element, const char* name) {
  const std::string* text = element.find_attribute(name);
  return text ? std::optional(*text) : std::nullopt;
}

// "true" or "false"; nothing for anything else.
std::optional<bool> truth(std::string_view text) {
  if (text != "true" && text != "false") return std::nullopt;
  return text == "true";
}

// False if the attributes contradict one another.
bool read_chunk(const xml::Element& element, std::optional<Chunk>& chunk) {
  if (!element.has_attribute("id")) return !element.has_attribute("index") && !element.has_attribute("last");
  const std::optional<std::uint64_t> index = decimal(element.attribute("index"));
  const std::optional<bool> last = truth(element.has_attribute("last") ? element.attribute("last") : "false");
  if (element.attribute("id").empty() || !index || !last) return false;
  chunk = Chunk{std::string{element.attribute("id")}, *index, *last};
  return true;
}

}  // namespace

xml::Element Sync::write() const {
  xml::Element element(kNs, "sync");
  element.set_attribute("mode", mode == Mode::Full ? "full" : "delta");
  if (!region.empty()) element.set_attribute("region", region);
  if (chunk) {
    element.set_attribute("id", chunk->id);
    element.set_attribute("index", std::to_string(chunk->index));
    if (chunk->last) element.set_attribute("last", "true");
  }
  if (cursor) element.set_attribute("cursor", *cursor);
  if (version) element.set_attribute("version", *version);
  for (const std::string& number : numbers) element.append(kNs, "number").add_text(number);
  for (const std::string& number : removed) element.append(kNs, "removed").add_text(number);
  return element;
}

std::optional<Sync> Sync::parse(const xml::Element& element) {
  const std::string_view mode = element.attribute("mode");
  if (!element.is(kNs, "sync") || (mode != "full" && mode != "delta")) return std::nullopt;
  Sync sync{mode == "full" ? Mode::Full : Mode::Delta, std::string{element.attribute("region")}, {}};
  if (!read_chunk(element, sync.chunk)) return std::nullopt;
  sync.cursor = text_of(element, "cursor");
  sync.version = text_of(element, "version");
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "number")) {
      sync.numbers.push_back(child->text());
    } else if (child->is(kNs, "removed")) {
      sync.removed.push_back(child->text());
    } else {
      return std::nullopt;
    }
  }
  if (sync.mode == Mode::Delta ? sync.chunk.has_value() : sync.cursor || !sync.removed.empty()) return std::nullopt;
  return sync;
}

std::string_view name_of(Status status) {
  for (const auto& [known, name] : kStatuses) {
    if (known == status) return name;
  }
  return "invalid";
}

std::optional<Status> status(std::string_view name) {
  for (const auto& [known, text] : kStatuses) {
    if (text == name) return known;
  }
  return std::nullopt;
}

xml::Element Matches::write() const {
  xml::Element element(kNs, "matches");
  if (cursor) element.set_attribute("cursor", *cursor);
  if (version) element.set_attribute("version", *version);
  for (const Match& match : matches) {
    xml::Element& child = element.append(kNs, "match");
    child.set_attribute("number", match.number);
    child.set_attribute("status", std::string{name_of(match.status)});
    if (!match.jid.empty()) child.set_attribute("jid", match.jid);
  }
  for (const Change& change : changes) {
    element.add(xml::Element(kNs, "change").with("jid", change.jid).with("status", std::string{name_of(change.status)}));
  }
  return element;
}

std::optional<Matches> Matches::parse(const xml::Element& element) {
  if (!element.is(kNs, "matches")) return std::nullopt;
  Matches matches;
  matches.cursor = text_of(element, "cursor");
  matches.version = text_of(element, "version");
  for (const xml::Element* child : element.children()) {
    const std::optional<Status> known = contacts::status(child->attribute("status"));
    if (!known) return std::nullopt;
    if (child->is(kNs, "match") && child->has_attribute("number")) {
      matches.matches.push_back({std::string{child->attribute("number")}, *known, std::string{child->attribute("jid")}});
    } else if (child->is(kNs, "change") && child->has_attribute("jid")) {
      matches.changes.push_back({std::string{child->attribute("jid")}, *known});
    } else {
      return std::nullopt;
    }
  }
  return matches;
}

std::string_view name_of(Discoverable discoverable) {
  for (const auto& [known, name] : kDiscoverable) {
    if (known == discoverable) return name;
  }
  return "nobody";
}

std::optional<Discoverable> discoverable(std::string_view name) {
  for (const auto& [known, text] : kDiscoverable) {
    if (text == name) return known;
  }
  return std::nullopt;
}

xml::Element Settings::write() const {
  xml::Element element(kNs, "settings");
  if (discoverable) element.set_attribute("discoverable", std::string{name_of(*discoverable)});
  if (join_notices) element.set_attribute("join-notices", *join_notices ? "true" : "false");
  return element;
}

std::optional<Settings> Settings::parse(const xml::Element& element) {
  if (!element.is(kNs, "settings")) return std::nullopt;
  Settings settings;
  if (element.has_attribute("discoverable")) {
    settings.discoverable = contacts::discoverable(element.attribute("discoverable"));
    if (!settings.discoverable) return std::nullopt;
  }
  if (element.has_attribute("join-notices")) {
    settings.join_notices = truth(element.attribute("join-notices"));
    if (!settings.join_notices) return std::nullopt;
  }
  return settings;
}

xml::Element Joined::write() const { return xml::Element(kNs, "contact-joined").with("jid", jid); }

std::optional<Joined> Joined::parse(const xml::Element& element) {
  if (!element.is(kNs, "contact-joined") || !element.has_attribute("jid")) return std::nullopt;
  return Joined{std::string{element.attribute("jid")}};
}

}  // namespace assay::stanza::contacts
