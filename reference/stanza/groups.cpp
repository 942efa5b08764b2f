#include "reference/stanza/groups.hpp"

#include <utility>

#include "reference/base/decimal.hpp"
#include "reference/jid/jid.hpp"

namespace assay::stanza::groups {
namespace {

template <class T, std::size_t N>
using Names = std::array<std::pair<T, std::string_view>, N>;

constexpr Names<Verb, 7> kVerbs = {{{Verb::Add, "add"},
                                    {Verb::Remove, "remove"},
                                    {Verb::Promote, "promote"},
                                    {Verb::Demote, "demote"},
                                    {Verb::Approve, "approve"},
                                    {Verb::Reject, "reject"},
                                    {Verb::Vouch, "vouch"}}};
constexpr Names<Outcome, 3> kOutcomes = {
    {{Outcome::Added, "added"}, {Outcome::NeedsInvite, "needs-invite"}, {Outcome::Refused, "refused"}}};
constexpr Names<Setting, kSettings> kSettingNames = {{{Setting::Announce, "announce"},
                                                      {Setting::AnnounceReactions, "announce-reactions"},
                                                      {Setting::Locked, "locked"},
                                                      {Setting::Approval, "approval"},
                                                      {Setting::MembersAdd, "members-add"},
                                                      {Setting::OwnerRemovable, "owner-removable"}}};
constexpr Names<Addable, 3> kAddable = {{{Addable::Everyone, "everyone"}, {Addable::Contacts, "contacts"}, {Addable::Nobody, "nobody"}}};

template <class T, std::size_t N>
std::string_view name_in(const Names<T, N>& names, T value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return {};
}

template <class T, std::size_t N>
std::optional<T> value_in(const Names<T, N>& names, std::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

// An attribute that need not be there. False if it is and is no number.
bool read(const xml::Element& element, const char* name, std::optional<std::uint64_t>& value) {
  if (!element.has_attribute(name)) return true;
  value = decimal(element.attribute(name));
  return value.has_value();
}

std::uint64_t number_of(const xml::Element& element, const char* name) { return decimal(element.attribute(name)).value_or(0); }

void add_members(xml::Element& element, const std::vector<std::string>& members) {
  for (const std::string& jid : members) element.append(kNs, "member").set_attribute("jid", jid);
}

}  // namespace

std::string_view name_of(Verb verb) { return name_in(kVerbs, verb); }
std::string_view name_of(Outcome outcome) { return name_in(kOutcomes, outcome); }
std::optional<Outcome> outcome(std::string_view name) { return value_in(kOutcomes, name); }
std::string_view name_of(Setting setting) { return name_in(kSettingNames, setting); }
std::string_view name_of(Addable addable) { return name_in(kAddable, addable); }
std::optional<Addable> addable(std::string_view name) { return value_in(kAddable, name); }

std::optional<std::vector<std::string>> members_of(const xml::Element& element) {
  std::vector<std::string> members;
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "member")) continue;
    const std::optional<jid::Jid> jid = jid::Jid::parse(child->attribute("jid"));
    if (!jid || !jid->is_bare() || jid->local().empty()) return std::nullopt;
    members.push_back(jid->text());
  }
  return members;
}

xml::Element Create::write() const {
  xml::Element element(kNs, "create");
  if (!subject.empty()) element.set_attribute("subject", subject);
  add_members(element, members);
  return element;
}

std::optional<Create> Create::parse(const xml::Element& element) {
  auto members = members_of(element);
  if (!element.is(kNs, "create") || !members) return std::nullopt;
  return Create{std::string(element.attribute("subject")), *std::move(members)};
}

xml::Element Naming::write() const {
  xml::Element element(kNs, std::string(name_of(verb)));
  add_members(element, members);
  if (roll) element.add(roll->write());
  return element;
}

std::optional<Naming> Naming::parse(const xml::Element& element) {
  const std::optional<Verb> verb = value_in(kVerbs, element.local());
  auto members = members_of(element);
  if (element.ns() != kNs || !verb || !members || members->empty()) return std::nullopt;
  auto roll = Roll::in(element);
  if (!roll && element.find_child(kNs, "roll") != nullptr) return std::nullopt;
  return Naming{*verb, *std::move(members), std::move(roll)};
}

xml::Element Invited::write() const {
  xml::Element element(kNs, "invited");
  element.set_attribute("group", group).set_attribute("version", std::to_string(version));
  for (const Invitee& invitee : invitees) {
    xml::Element& child = element.append(kNs, "member");
    child.set_attribute("jid", invitee.jid).set_attribute("outcome", std::string(name_of(invitee.outcome)));
    if (!invitee.code.empty()) child.set_attribute("code", invitee.code);
    if (invitee.retry_after) child.set_attribute("retry-after", std::to_string(invitee.retry_after->count()));
    if (!invitee.token.empty()) child.set_attribute("token", invitee.token);
    if (invitee.expires) child.set_attribute("expires", date_time(*invitee.expires));
  }
  return element;
}

std::optional<Invited> Invited::parse(const xml::Element& element) {
  const auto version = decimal(element.attribute("version"));
  if (!element.is(kNs, "invited") || !version || element.attribute("group").empty()) return std::nullopt;
  Invited invited{std::string(element.attribute("group")), *version, {}};
  for (const xml::Element* child : element.children()) {
    const std::optional<Outcome> outcome = groups::outcome(child->attribute("outcome"));
    if (!child->is(kNs, "member") || !outcome) return std::nullopt;
    Invitee invitee{std::string(child->attribute("jid")),   *outcome, std::string(child->attribute("code")), {},
                    std::string(child->attribute("token")), {}};
    if (child->has_attribute("retry-after")) invitee.retry_after = decimal_seconds(child->attribute("retry-after"));
    if (child->has_attribute("expires")) invitee.expires = from_date_time(child->attribute("expires"));
    invited.invitees.push_back(std::move(invitee));
  }
  return invited;
}

xml::Element Done::write() const { return xml::Element(kNs, "done").with("version", std::to_string(version)); }

std::optional<Done> Done::parse(const xml::Element& element) {
  const auto version = decimal(element.attribute("version"));
  if (!element.is(kNs, "done") || !version) return std::nullopt;
  return Done{*version};
}

xml::Element Text::write() const {
  xml::Element element(kNs, kind == TextKind::Subject ? "subject" : "description");
  if (was) element.set_attribute("was", std::to_string(*was));
  if (id) element.set_attribute("id", std::to_string(*id));
  element.add_text(text);
  return element;
}

std::optional<Text> Text::parse(const xml::Element& element) {
  const bool is_subject = element.is(kNs, "subject");
  if (!is_subject && !element.is(kNs, "description")) return std::nullopt;
  Text text{is_subject ? TextKind::Subject : TextKind::Description, {}, {}, element.text()};
  if (!read(element, "was", text.was) || !read(element, "id", text.id)) return std::nullopt;
  return text;
}

xml::Element Settings::write() const {
  xml::Element element(kNs, "settings");
  for (const auto& [setting, name] : kSettingNames) {
    if (has(setting)) element.set_attribute(std::string(name), is(setting) ? "true" : "false");
  }
  return element;
}

std::optional<Settings> Settings::parse(const xml::Element& element) {
  if (!element.is(kNs, "settings")) return std::nullopt;
  Settings settings;
  for (const auto& [setting, name] : kSettingNames) {
    const std::string* text = element.find_attribute(name);
    if (!text) continue;
    if (*text != "true" && *text != "false") return std::nullopt;
    settings.set(setting, *text == "true");
  }
  return settings;
}

xml::Element Info::write() const {
  xml::Element element(kNs, "group");
  element.set_attribute("version", std::to_string(version))
      .set_attribute("order", std::to_string(order))
      .set_attribute("hash", hash)
      .add(settings.write())
      .add(subject.write())
      .add(description.write());
  for (const Member& member : members) {
    xml::Element& written = element.append(kNs, "member");
    written.set_attribute("jid", member.jid)
        .set_attribute("role", std::string(name_of(member.role)))
        .set_attribute("since", std::to_string(member.since));
    if (member.entry) written.add(member.entry->write());
  }
  return element;
}

std::optional<Info> Info::parse(const xml::Element& element) {
  const auto version = decimal(element.attribute("version"));
  const xml::Element* settings = element.find_child(kNs, "settings");
  const xml::Element* subject = element.find_child(kNs, "subject");
  const xml::Element* description = element.find_child(kNs, "description");
  if (!element.is(kNs, "group") || !version || !settings || !subject || !description) return std::nullopt;
  const auto parsed_settings = Settings::parse(*settings);
  const auto parsed_subject = Text::parse(*subject);
  const auto parsed_description = Text::parse(*description);
  if (!parsed_settings || !parsed_subject || !parsed_description) return std::nullopt;
  Info info{
      *version, number_of(element, "order"), std::string(element.attribute("hash")), *parsed_settings, *parsed_subject, *parsed_description,
      {}};
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "member")) continue;
    const std::optional<Role> role = groups::role(child->attribute("role"));
    if (!role || child->attribute("jid").empty()) return std::nullopt;
    info.members.push_back({std::string(child->attribute("jid")), *role, number_of(*child, "since"), Entry::in(*child)});
  }
  return info;
}

xml::Element List::write() const {
  xml::Element element(kNs, "groups");
  for (const Entry& group : groups) {
    element.append(kNs, "group").set_attribute("jid", group.jid).set_attribute("version", std::to_string(group.version));
  }
  return element;
}

std::optional<List> List::parse(const xml::Element& element) {
  if (!element.is(kNs, "groups")) return std::nullopt;
  List list;
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "group") || child->attribute("jid").empty()) return std::nullopt;
    list.groups.push_back({std::string(child->attribute("jid")), number_of(*child, "version")});
  }
  return list;
}

xml::Element Link::write() const {
  xml::Element element(kNs, "link");
  if (!token.empty()) element.set_attribute("token", token);
  if (roll) element.add(roll->write());
  return element;
}

std::optional<Link> Link::parse(const xml::Element& element) {
  if (!element.is(kNs, "link")) return std::nullopt;
  return Link{std::string(element.attribute("token")), Roll::in(element)};
}

xml::Element Join::write() const {
  xml::Element element = xml::Element(kNs, "join").with("token", token);
  if (entry) element.add(entry->write());
  return element;
}

std::optional<Join> Join::parse(const xml::Element& element) {
  if (!element.is(kNs, "join") || element.attribute("token").empty()) return std::nullopt;
  return Join{std::string(element.attribute("token")), Entry::in(element)};
}

xml::Element Joined::write() const {
  xml::Element element(kNs, version ? "joined" : "requested");
  element.set_attribute("group", group);
  if (version) element.set_attribute("version", std::to_string(*version));
  return element;
}

std::optional<Joined> Joined::parse(const xml::Element& element) {
  const bool joined = element.is(kNs, "joined");
  if ((!joined && !element.is(kNs, "requested")) || element.attribute("group").empty()) return std::nullopt;
  Joined answer{std::string(element.attribute("group")), {}};
  if (joined) answer.version = decimal(element.attribute("version"));
  if (joined && !answer.version) return std::nullopt;
  return answer;
}

xml::Element Requests::write() const {
  xml::Element element(kNs, "requests");
  add_members(element, members);
  return element;
}

std::optional<Requests> Requests::parse(const xml::Element& element) {
  auto members = members_of(element);
  if (!element.is(kNs, "requests") || !members) return std::nullopt;
  return Requests{*std::move(members)};
}

xml::Element Privacy::write() const {
  xml::Element element(kNs, "privacy");
  if (addable) element.set_attribute("addable", std::string(name_of(*addable)));
  return element;
}

std::optional<Privacy> Privacy::parse(const xml::Element& element) {
  if (!element.is(kNs, "privacy")) return std::nullopt;
  Privacy privacy;
  if (element.has_attribute("addable")) {
    privacy.addable = groups::addable(element.attribute("addable"));
    if (!privacy.addable) return std::nullopt;
  }
  return privacy;
}

}  // namespace assay::stanza::groups
