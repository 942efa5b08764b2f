// Groups: making them, who is in them, and what comes of them. Plain lines to a group are conversation.cpp's.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

using namespace client;
using namespace stanza::groups;

bool is_group(const Desk& desk, const std::string& jid) {
  const std::size_t at = jid.find('@');
  return at != std::string::npos && jid.substr(at + 1) == "groups." + desk.client.config().domain;
}

std::string own(const Desk& desk) { return desk.client.credentials().jid; }

std::string who(const Desk& desk, const std::string& jid) { return jid == own(desk) ? "you" : desk.short_name(jid); }

std::string all_of(const Desk& desk, const std::vector<std::string>& jids) {
  std::string text;
  for (std::size_t i = 0; i < jids.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == jids.size() ? " and " : ", ") + who(desk, jids[i]);
  }
  return text;
}

std::vector<std::string> addresses(const Desk& desk, std::string_view numbers) {
  std::vector<std::string> jids;
  for (const std::string& number : numbers_in(numbers)) jids.push_back(desk.address_of(number));
  std::erase(jids, "");
  return jids;
}

/// What it is that somebody set: "only admins write", "everybody writes".
std::string words_of(const Settings& settings) {
  constexpr std::pair<Setting, std::pair<const char*, const char*>> kWords[] = {
      {Setting::Announce, {"only admins write", "everybody writes"}},
      {Setting::AnnounceReactions, {"everybody may react", "only admins react"}},
      {Setting::Locked, {"only admins change subject and description", "everybody changes subject and description"}},
      {Setting::Approval, {"admins let in who comes by the link", "the link lets everybody in"}},
      {Setting::MembersAdd, {"everybody adds others", "only admins add others"}},
      {Setting::OwnerRemovable, {"admins may remove the owner", "nobody removes the owner"}},
  };
  std::string text;
  for (const auto& [setting, words] : kWords) {
    if (settings.has(setting)) text += (text.empty() ? "" : ", ") + std::string(settings.is(setting) ? words.first : words.second);
  }
  return text;
}

/// The word that was typed for a command.
std::string_view word_of(std::string_view command) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"group-new", "/group"},         {"groups", "/groups"},           {"group", "/who"},
      {"group-add", "/add"},           {"group-remove", "/kick"},       {"group-promote", "/admin"},
      {"group-demote", "/member"},     {"group-leave", "/leave"},       {"group-subject", "/subject"},
      {"group-description", "/about"}, {"group-settings", "/announce"}, {"group-link", "/invite"},
      {"group-revoke", "/invite"},     {"group-join", "/join"},         {"group-requests", "/requests"},
      {"group-approve", "/approve"},   {"group-reject", "/reject"},     {"group-privacy", "/addable"},
      {"group-vouch", "/vouch"},       {"group-trust", "/believe"},
  };
  const auto* found = std::find_if(std::begin(kWords), std::end(kWords), [&](const auto& word) { return word.first == command; });
  return found == std::end(kWords) ? std::string_view() : found->second;
}

/// The group that one talks to, or "" and a word about that.
std::string here(Desk& desk) {
  if (is_group(desk, desk.peer)) return desk.peer;
  desk.screen.complain("In which group? /groups shows yours, /to #NAME chooses one.");
  return {};
}

void make(Desk& desk, std::string_view text, const Now& now) {
  const auto [verb, rest] = halves(text);
  const std::size_t colon = rest.find(':');
  const std::string_view name = trimmed(rest.substr(0, colon));
  if (verb != "new" || name.empty()) return desk.screen.complain("/group new NAME: +1 202 555 0102, +1 202 555 0103");
  const std::string_view numbers = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
  desk.client.perform(GroupCommand{CreateGroup{std::string(name), addresses(desk, numbers)}}, now);
}

auto naming(Verb verb, const char* usage) {
  return [verb, usage](Desk& desk, std::string_view text, const Now& now) {
    const std::string group = here(desk);
    if (group.empty()) return;
    std::vector<std::string> members = addresses(desk, text);
    if (members.empty()) return desk.screen.complain(fmt::format("Whom? /{} +1 202 555 0102", usage));
    desk.client.perform(GroupCommand{NameMembers{verb, group, std::move(members)}}, now);
  };
}

auto setting_text(TextKind kind) {
  return [kind](Desk& desk, std::string_view text, const Now& now) {
    const std::string group = here(desk);
    if (!group.empty()) desk.client.perform(GroupCommand{SetGroupText{kind, group, std::string(text)}}, now);
  };
}

/// A command that says nothing but its group.
template <class Command>
void in_group(Desk& desk, std::string_view, const Now& now) {
  const std::string group = here(desk);
  if (!group.empty()) desk.client.perform(GroupCommand{Command{group}}, now);
}

void announce(Desk& desk, std::string_view text, const Now& now) {
  const std::string group = here(desk);
  if (group.empty()) return;
  if (text != "on" && text != "off") return desk.screen.complain("On or off? /announce on");
  SetGroupSettings command{group, {}};
  command.settings.set(Setting::Announce, text == "on");
  desk.client.perform(GroupCommand{command}, now);
}

void invite(Desk& desk, std::string_view text, const Now& now) {
  text == "off" ? in_group<RevokeGroupLink>(desk, text, now) : in_group<MakeGroupLink>(desk, text, now);
}

void join(Desk& desk, std::string_view text, const Now& now) {
  if (text.empty()) return desk.screen.complain("By which link? /join and what stands behind it");
  desk.client.perform(GroupCommand{JoinGroup{std::string(text)}}, now);
}

void addable(Desk& desk, std::string_view text, const Now& now) {
  const auto by = stanza::groups::addable(text);
  if (!by && !text.empty()) return desk.screen.complain("By whom? /addable everyone, contacts or nobody");
  desk.client.perform(GroupCommand{SetGroupPrivacy{by}}, now);
}

class GroupsPart final : public Part {
 public:
  std::string title() const override { return "Groups"; }

  std::vector<Word> words() override {
    return {
        {"group", "new NAME: NUMBER ...", "make a group", make},
        {"groups", "", "yours; /to #NAME talks to one",
         [](Desk& d, std::string_view, const Now& n) { d.client.perform(GroupCommand{ListGroups{}}, n); }},
        {"who", "", "who is in the group", in_group<ShowGroup>},
        {"add", "NUMBER ...", "put somebody into the group", naming(Verb::Add, "add")},
        {"kick", "NUMBER ...", "put somebody out of it", naming(Verb::Remove, "kick")},
        {"admin", "NUMBER ...", "make an admin of a member", naming(Verb::Promote, "admin")},
        {"member", "NUMBER ...", "and a member of an admin", naming(Verb::Demote, "member")},
        {"leave", "", "go out of the group", in_group<LeaveGroup>},
        {"subject", "TEXT", "what the group is called", setting_text(TextKind::Subject)},
        {"about", "TEXT", "what it is about", setting_text(TextKind::Description)},
        {"announce", "on|off", "only admins write", announce},
        {"invite", "link|off", "a link for everybody who knows it; off: no more", invite},
        {"join", "LINK", "come by a link, or by an invite", join},
        {"requests", "", "who waits to be let in", in_group<ListGroupRequests>},
        {"approve", "NUMBER ...", "let them in", naming(Verb::Approve, "approve")},
        {"reject", "NUMBER ...", "or not", naming(Verb::Reject, "reject")},
        {"vouch", "NUMBER ...", "as an admin, stand for members whom no admin has added", naming(Verb::Vouch, "vouch")},
        {"believe", "", "take those who are in the group for those who should be", in_group<TrustGroup>},
        {"addable", "everyone|contacts|nobody", "who may put you into groups without asking", addable},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now& now) override {
    if (const auto* of_group = std::get_if<GroupEvent>(&event)) {
      std::visit([&](const auto& e) { show_event(desk, e, now); }, *of_group);
      return true;
    }
    if (const auto* done = std::get_if<client::Done>(&event)) return show_done(desk, done->command);
    const auto* failed = std::get_if<client::Failed>(&event);
    if (!failed || word_of(failed->command).empty()) return false;
    if (failed->command == "group" && quiet_.erase(desk.peer) != 0) return true;
    desk.screen.complain(failure_text(fmt::format("{} did not work", word_of(failed->command)), *failed));
    return true;
  }

 private:
  static bool show_done(Desk& desk, const std::string& command) {
    if (word_of(command).empty()) return false;
    // Of all else the group tells us as it tells the others.
    if (command == "group-trust") desk.screen.note("What you write is for all who are in it now.");
    if (command == "group-revoke") desk.screen.note("The link lets in nobody any more.");
    return true;
  }

  /// A group that is heard of for the first time: its name is asked for.
  void meet(Desk& desk, const std::string& group, const Now& now) {
    if (desk.is_named(group) || !quiet_.insert(group).second) return;
    desk.client.perform(GroupCommand{ShowGroup{group}}, now);
  }

  void show_event(Desk& desk, const GroupInvited& e, const Now&) {
    for (const Invitee& one : e.invitees) {
      const std::string name = desk.short_name(one.jid);
      if (one.outcome == Outcome::NeedsInvite)
        desk.screen.note(fmt::format("{} wants to be asked. Send them: /join {}", name, printable(one.token)));
      if (one.outcome == Outcome::Refused) desk.screen.complain(fmt::format("{} was not added: {}.", name, explained(one.code)));
    }
  }

  void show_event(Desk& desk, const GroupChanged& e, const Now& now) {
    const bool names_it = e.text && e.text->kind == TextKind::Subject;
    const std::string before = desk.short_name(e.group);
    if (names_it) desk.name(e.group, e.text->text);
    const std::string text = text_of(desk, e, e.kind == ChangeKind::Subject ? before : desk.short_name(e.group));
    const bool hidden = e.actor.empty();
    hidden ? desk.screen.complain(text) : desk.screen.note(text);
    const bool gone = (e.kind == ChangeKind::Left && e.actor == own(desk)) ||
                      (e.kind == ChangeKind::Removed && std::find(e.members.begin(), e.members.end(), own(desk)) != e.members.end());
    if (gone && desk.peer == e.group) desk.peer.clear();
    if (e.kind == ChangeKind::Created && e.actor == own(desk)) return desk.talk_to(e.group);
    if (!gone) meet(desk, e.group, now);
  }

  static std::string text_of(const Desk& desk, const GroupChanged& e, const std::string& group) {
    const std::string actor = who(desk, e.actor);
    const std::string members = all_of(desk, e.members);
    if (e.actor.empty()) {
      switch (e.kind) {
        case ChangeKind::Added: return fmt::format("{} is in {}, and the server has not said who added them.", members, group);
        case ChangeKind::Removed:
          return fmt::format("{} not in {} any more, and the server has not said why.", members == "you" ? "you are" : members + " is",
                             group);
        default: return fmt::format("{} decides other things in {} than before, and the server has not said why.", members, group);
      }
    }
    switch (e.kind) {
      case ChangeKind::Created: return fmt::format("{} made {}: {}.", actor, group, members);
      case ChangeKind::Added: return fmt::format("{} added {} to {}.", actor, members, group);
      case ChangeKind::Joined:
        return e.members.empty() || members == actor ? fmt::format("{} joined {}.", actor, group)
                                                     : fmt::format("{} joined {}: {} let them in.", members, group, actor);
      case ChangeKind::Removed: return fmt::format("{} removed {} from {}.", actor, members, group);
      case ChangeKind::Left: return fmt::format("{} left {}.", actor, group);
      case ChangeKind::Moved: return fmt::format("{} is {} now in {}.", actor, members, group);
      case ChangeKind::Promoted: return fmt::format("{} made {} admin of {}.", actor, members, group);
      case ChangeKind::Demoted: return fmt::format("{} made {} a member like others of {}.", actor, members, group);
      case ChangeKind::Owner: return fmt::format("{} {} {} now.", members, members == "you" ? "own" : "owns", group);
      case ChangeKind::Vouched:
        if (e.members.empty()) return fmt::format("{} changed the link into {}.", actor, group);
        return fmt::format("{} {} for {} in {}.", actor, actor == "you" ? "vouch" : "vouches", members, group);
      case ChangeKind::Subject: return fmt::format("{} calls {} \"{}\" now.", actor, group, printable(e.text ? e.text->text : ""));
      case ChangeKind::Description: return fmt::format("{} says what {} is about: {}", actor, group, printable(e.text ? e.text->text : ""));
      case ChangeKind::Settings: return fmt::format("{} decided for {}: {}.", actor, group, words_of(e.settings.value_or(Settings{})));
    }
    return {};
  }

  void show_event(Desk& desk, const GroupShown& e, const Now&) {
    const bool known = desk.is_named(e.group);
    desk.name(e.group, e.subject);
    const std::string group = desk.short_name(e.group);
    const std::string many = e.members.size() == 1 ? "one member" : fmt::format("{} members", e.members.size());
    if (quiet_.erase(e.group) != 0) {
      if (!known) desk.screen.note(fmt::format("{0} has {1}: /to {0}", group, many));
      return;
    }
    desk.screen.note(fmt::format("{} has {}{}{}", group, many, e.description.empty() ? "" : ". ", printable(e.description)));
    for (const Member& member : e.members) {
      desk.screen.note("  " + who(desk, member.jid) +
                       (member.role == Role::Member ? "" : fmt::format(" ({})", stanza::groups::name_of(member.role))));
    }
  }

  void show_event(Desk& desk, const Groups& e, const Now& now) {
    if (e.groups.empty()) return desk.screen.note("You are in no group. /group new NAME: +1 202 555 0102");
    for (const std::string& group : e.groups) {
      if (desk.is_named(group)) {
        desk.screen.note(fmt::format("{0}: /to {0}", desk.short_name(group)));
      } else {
        meet(desk, group, now);
      }
    }
  }

  void show_event(Desk& desk, const GroupLink& e, const Now&) {
    desk.screen.note(fmt::format("Who types this comes into {}: /join {}", desk.short_name(e.group), printable(e.token)));
  }

  void show_event(Desk& desk, const GroupJoined& e, const Now&) {
    if (e.waits) desk.screen.note("An admin has to let you in. You will be told.");
  }

  void show_event(Desk& desk, const GroupRequests& e, const Now&) {
    if (e.members.empty()) return desk.screen.note("Nobody waits.");
    for (const std::string& jid : e.members) desk.screen.note(fmt::format("{0} waits: /approve {0}, or /reject {0}", desk.short_name(jid)));
  }

  void show_event(Desk& desk, const GroupAsks& e, const Now&) {
    desk.screen.note(fmt::format("{0} asks to come into {1}: /to {1}, and /approve {0} or /reject {0}", desk.short_name(e.jid),
                                 desk.short_name(e.group)));
  }

  void show_event(Desk& desk, const GroupRejected&, const Now&) { desk.screen.note("You were not let in."); }

  void show_event(Desk& desk, const GroupPrivacy& e, const Now&) {
    desk.screen.note(e.addable == Addable::Nobody     ? "Nobody puts you into a group without asking."
                     : e.addable == Addable::Contacts ? "Your contacts may put you into groups."
                                                      : "Everyone may put you into groups.");
  }

  void show_event(Desk& desk, const client::GroupMessage& e, const Now& now) {
    meet(desk, e.group, now);
    const bool is_open = e.privacy == client::Privacy::Unexpected;
    desk.screen.show(e.stamp.value_or(now.wall), Paint::Cyan, desk.short_name(e.group) + ' ' + who(desk, e.from),
                     (is_open ? " (in the clear, anybody between may have written it): " : ": ") + printable(e.body));
    Conversation* with = e.id.empty() ? nullptr : desk.conversation(e.group);
    if (with) with->last_received = e.id;
    if (desk.peer.empty()) desk.talk_to(e.group);
  }

  void show_event(Desk& desk, const GroupAwaited& e, const Now&) {
    desk.screen.note(fmt::format("{} wrote in {} without knowing of you: it comes as soon as they are there.", desk.short_name(e.from),
                                 desk.short_name(e.group)));
  }

  /// When all have it, and when all have read it.
  void show_event(Desk& desk, const client::GroupReceipts& e, const Now& now) {
    const bool all_read = e.read == e.of;
    if (e.of == 0 || (!all_read && (e.delivered != e.of || e.read != 0))) return;
    desk.screen.show(now.wall, all_read ? Paint::Cyan : Paint::Green, std::string(kTick) + kTick,
                     fmt::format(" {}: all {} {} your message", desk.short_name(e.group), e.of, all_read ? "have read" : "have"));
  }

  void show_event(Desk& desk, const GroupHole& e, const Now&) {
    desk.screen.complain(fmt::format("{} of {} never reached you.",
                                     e.messages == 1 ? "One message" : fmt::format("{} messages", e.messages), desk.short_name(e.group)));
  }

  void show_event(Desk& desk, const GroupDoubt& e, const Now&) {
    const char* what = e.of == GroupDoubt::Of::Stranger     ? "somebody who is not in it has written"
                       : e.of == GroupDoubt::Of::TwoStories ? "its changes are told in two ways"
                       : e.of == GroupDoubt::Of::Version    ? "changes are missing"
                       : e.of == GroupDoubt::Of::Owner      ? "somebody else owns it than whom the last owner named"
                                                            : "there are others in it than those you were told of";
    desk.screen.complain(
        fmt::format("What the server says of {} does not fit together: {}. /who shows what is known.", desk.short_name(e.group), what));
  }

  void show_event(Desk& desk, const GroupUnvouched& e, const Now&) {
    const std::string group = desk.short_name(e.group);
    if (e.members.empty()) return desk.screen.note(fmt::format("An admin stands for everybody in {} now.", group));
    desk.screen.complain(
        fmt::format("In {} no admin that you know stands for {}: what you write is not for them. /vouch as an admin, or /believe.", group,
                    all_of(desk, e.members)));
    if (!e.signer.empty()) desk.screen.note(fmt::format("{} has signed who is in it: /believe takes that.", who(desk, e.signer)));
  }

  void show_event(Desk& desk, const GroupRollRefused& e, const Now&) {
    desk.screen.complain(fmt::format("What the server shows as signed by {} of who is in {} is not believed ({}).", who(desk, e.signer),
                                     desk.short_name(e.group), printable(e.reason)));
  }

  std::set<std::string> quiet_;  // groups that were asked for their names alone
};

}  // namespace

std::unique_ptr<Part> groups() { return std::make_unique<GroupsPart>(); }

}  // namespace assay::chat::parts
