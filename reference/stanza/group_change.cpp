#include "reference/stanza/group_change.hpp"

#include <utility>

#include "reference/base/decimal.hpp"

namespace assay::stanza::groups {
namespace {

constexpr std::array<std::pair<ChangeKind, std::string_view>, 13> kKinds = {{
    {ChangeKind::Created, "created"},
    {ChangeKind::Added, "added"},
    {ChangeKind::Joined, "joined"},
    {ChangeKind::Removed, "removed"},
    {ChangeKind::Left, "left"},
    {ChangeKind::Moved, "moved"},
    {ChangeKind::Promoted, "promoted"},
    {ChangeKind::Demoted, "demoted"},
    {ChangeKind::Owner, "owner"},
    {ChangeKind::Vouched, "vouched"},
    {ChangeKind::Subject, "subject"},
    {ChangeKind::Description, "description"},
    {ChangeKind::Settings, "settings"},
}};

}  // namespace

std::string_view name_of(ChangeKind kind) {
  for (const auto& [known, name] : kKinds) {
    if (known == kind) return name;
  }
  return {};
}

std::optional<ChangeKind> change_kind(std::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

xml::Element Change::write() const {
  xml::Element element(kNs, "change");
  element.set_attribute("kind", std::string(name_of(kind)))
      .set_attribute("prev", std::to_string(previous))
      .set_attribute("new", std::to_string(version))
      .set_attribute("actor", actor)
      .set_attribute("stamp", date_time(stamp))
      .set_attribute("hash", hash);
  for (const std::string& jid : members) element.append(kNs, "member").set_attribute("jid", jid);
  if (text) element.add(text->write());
  if (settings) element.add(settings->write());
  if (entry) element.add(entry->write());
  return element;
}

std::optional<Change> Change::parse(const xml::Element& element) {
  const auto kind = change_kind(element.attribute("kind"));
  const auto previous = decimal(element.attribute("prev"));
  const auto version = decimal(element.attribute("new"));
  const auto stamp = from_date_time(element.attribute("stamp"));
  auto members = members_of(element);
  if (!element.is(kNs, "change") || !kind || !previous || !version || !stamp || !members || element.attribute("actor").empty())
    return std::nullopt;
  Change change{*kind,
                *previous,
                *version,
                std::string(element.attribute("actor")),
                *stamp,
                std::string(element.attribute("hash")),
                *std::move(members)};
  change.entry = Entry::in(element);
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "settings")) {
      change.settings = Settings::parse(*child);
      if (!change.settings) return std::nullopt;
    } else if (child->is(kNs, "subject") || child->is(kNs, "description")) {
      change.text = Text::parse(*child);
      if (!change.text) return std::nullopt;
    }
  }
  return change;
}

std::optional<Change> Change::of(const xml::Element& message) {
  const xml::Element* child = message.find_child(kNs, "change");
  return child ? parse(*child) : std::nullopt;
}

xml::Element Changes::write() const {
  xml::Element element(kNs, "changes");
  if (since) element.set_attribute("since", std::to_string(*since));
  if (version) element.set_attribute("version", std::to_string(*version));
  for (const Change& change : changes) element.add(change.write());
  return element;
}

std::optional<Changes> Changes::parse(const xml::Element& element) {
  if (!element.is(kNs, "changes")) return std::nullopt;
  Changes changes;
  changes.since = decimal(element.attribute("since"));
  changes.version = decimal(element.attribute("version"));
  if (changes.since.has_value() == changes.version.has_value()) return std::nullopt;
  for (const xml::Element* child : element.children()) {
    auto change = Change::parse(*child);
    if (!change) return std::nullopt;
    changes.changes.push_back(*std::move(change));
  }
  return changes;
}

}  // namespace assay::stanza::groups
