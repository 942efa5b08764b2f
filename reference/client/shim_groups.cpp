#include "reference/client/shim_groups.hpp"

#include <array>
#include <utility>

#include "reference/base/machine.hpp"
#include "reference/client/shim_files.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

constexpr std::array kSettingsInOrder = {Setting::Announce, Setting::AnnounceReactions, Setting::Locked,
                                         Setting::Approval, Setting::MembersAdd,        Setting::OwnerRemovable};
static_assert(kSettingsInOrder.size() == kSettings);

std::optional<Verb> verb_of(const std::string& what) {
  for (const Verb verb : {Verb::Add, Verb::Remove, Verb::Promote, Verb::Demote, Verb::Approve, Verb::Reject, Verb::Vouch}) {
    if (what == "group-" + std::string(name_of(verb))) return verb;
  }
  return std::nullopt;
}

SetGroupSettings settings_of(const Json& line) {
  SetGroupSettings command{text_of(line, "group"), {}};
  for (const Setting setting : kSettingsInOrder) {
    if (const auto value = truth_of(line, std::string(name_of(setting)).c_str())) command.settings.set(setting, *value);
  }
  return command;
}

SetGroupPrivacy privacy_of(const Json& line) {
  if (!line.contains("addable")) return {};
  const auto known = addable(text_of(line, "addable"));
  if (!known) throw BadRequest{"\"addable\" is none of everyone, contacts, nobody"};
  return {known};
}

Json json_of(const Settings& settings) {
  Json json = Json::object();
  for (const Setting setting : kSettingsInOrder) {
    if (settings.has(setting)) json[std::string(name_of(setting))] = settings.is(setting);
  }
  return json;
}

Json json_of(const GroupInvited& e) {
  Json members = Json::array();
  for (const Invitee& one : e.invitees) {
    Json member{{"jid", one.jid}, {"outcome", name_of(one.outcome)}};
    if (!one.code.empty()) member["code"] = one.code;
    if (one.retry_after) member["retry-after"] = one.retry_after->count();
    if (!one.token.empty()) member["token"] = one.token;
    members.push_back(std::move(member));
  }
  return {{"event", "group-invited"}, {"group", e.group}, {"members", std::move(members)}};
}

Json json_of(const GroupChanged& e) {
  Json json{{"event", "group-changed"}, {"group", e.group}, {"change", name_of(e.kind)},
            {"version", e.version},     {"by", e.actor},    {"members", e.members}};
  if (e.text) json["text"] = e.text->text;
  if (e.settings) json["settings"] = json_of(*e.settings);
  return json;
}

Json json_of(const GroupShown& e) {
  Json members = Json::array();
  for (const Member& member : e.members) members.push_back({{"jid", member.jid}, {"role", name_of(member.role)}});
  return {{"event", "group"},
          {"group", e.group},
          {"version", e.version},
          {"subject", e.subject},
          {"description", e.description},
          {"settings", json_of(e.settings)},
          {"members", std::move(members)}};
}

const char* name_of(GroupDoubt::Of of) {
  switch (of) {
    case GroupDoubt::Of::Members: return "members";
    case GroupDoubt::Of::Version: return "version";
    case GroupDoubt::Of::TwoStories: return "two-stories";
    case GroupDoubt::Of::Stranger: return "stranger";
    case GroupDoubt::Of::Owner: return "owner";
  }
  return "";
}

}  // namespace

std::optional<GroupCommand> group_command_of(const std::string& what, const Json& line) {
  if (what == "group-new") return CreateGroup{text_or(line, "subject", ""), texts_of(line, "members", false)};
  if (const auto verb = verb_of(what)) return NameMembers{*verb, text_of(line, "group"), texts_of(line, "members", true)};
  if (what == "group-leave") return LeaveGroup{text_of(line, "group")};
  if (what == "group-subject") return SetGroupText{TextKind::Subject, text_of(line, "group"), text_of(line, "text")};
  if (what == "group-description") return SetGroupText{TextKind::Description, text_of(line, "group"), text_of(line, "text")};
  if (what == "group-settings") return settings_of(line);
  if (what == "group-link") return MakeGroupLink{text_of(line, "group")};
  if (what == "group-revoke") return RevokeGroupLink{text_of(line, "group")};
  if (what == "group-join") return JoinGroup{text_of(line, "token")};
  if (what == "groups") return ListGroups{};
  if (what == "group") return ShowGroup{text_of(line, "group")};
  if (what == "group-requests") return ListGroupRequests{text_of(line, "group")};
  if (what == "group-trust") return TrustGroup{text_of(line, "group")};
  if (what == "group-privacy") return privacy_of(line);
  return std::nullopt;
}

Json json_of(const GroupEvent& event) {
  return std::visit(overloaded{
                        [](const GroupInvited& e) { return json_of(e); },
                        [](const GroupChanged& e) { return json_of(e); },
                        [](const GroupShown& e) { return json_of(e); },
                        [](const Groups& e) {
                          return Json{{"event", "groups"}, {"groups", e.groups}};
                        },
                        [](const GroupLink& e) {
                          return Json{{"event", "group-link"}, {"group", e.group}, {"token", e.token}};
                        },
                        [](const GroupJoined& e) {
                          return Json{{"event", e.waits ? "group-requested" : "group-joined"}, {"group", e.group}};
                        },
                        [](const GroupRequests& e) {
                          return Json{{"event", "group-requests"}, {"group", e.group}, {"members", e.members}};
                        },
                        [](const GroupAsks& e) {
                          return Json{{"event", "group-asks"}, {"group", e.group}, {"jid", e.jid}};
                        },
                        [](const GroupRejected& e) {
                          return Json{{"event", "group-rejected"}, {"group", e.group}};
                        },
                        [](const GroupPrivacy& e) {
                          return Json{{"event", "group-privacy"}, {"addable", name_of(e.addable)}};
                        },
                        [](const GroupMessage& e) {
                          Json json{{"event", "group-message"}, {"group", e.group}, {"from", e.from}, {"id", e.id}};
                          json["body"] = e.body;
                          json["delayed"] = e.delayed;
                          json["privacy"] = name_of(e.privacy);
                          return with_file(std::move(json), e.file);
                        },
                        [](const GroupAwaited& e) {
                          return Json{{"event", "group-awaited"}, {"group", e.group}, {"from", e.from}, {"id", e.id}};
                        },
                        [](const GroupReceipts& e) {
                          return Json{{"event", "group-receipts"}, {"group", e.group}, {"id", e.id}, {"of", e.of},
                                      {"delivered", e.delivered},  {"read", e.read}};
                        },
                        [](const GroupHole& e) {
                          return Json{{"event", "group-hole"}, {"group", e.group}, {"messages", e.messages}};
                        },
                        [](const GroupDoubt& e) {
                          return Json{{"event", "group-doubt"}, {"group", e.group}, {"of", name_of(e.of)}};
                        },
                        [](const GroupUnvouched& e) {
                          return Json{{"event", "group-unvouched"}, {"group", e.group}, {"members", e.members}, {"signer", e.signer}};
                        },
                        [](const GroupRollRefused& e) {
                          return Json{{"event", "group-roll-refused"}, {"group", e.group}, {"signer", e.signer}, {"reason", e.reason}};
                        },
                    },
                    event);
}

}  // namespace assay::client
