// Groups (spec chapter 06), the member's half: what is asked of them. What they tell is in group_reader.cpp, what we write to them in
// group_writer.cpp.

#include "reference/stanza/groups.hpp"

#include <deque>
#include <utility>

#include "reference/client/change_commands.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/group_events.hpp"
#include "reference/client/group_reader.hpp"
#include "reference/client/group_roll.hpp"
#include "reference/client/group_writer.hpp"
#include "reference/client/incoming.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/offline.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

using namespace stanza::groups;

/// So often a change is signed anew because others came before it.
constexpr unsigned kRollTries = 5;

std::string service_of(const Session& session) { return "groups." + session.config().domain; }

/// The address of a group; nothing if it is something else.
std::optional<jid::Jid> group_at(const Session& session, std::string_view address) {
  const auto jid = jid::Jid::parse(address);
  return jid && !jid->local().empty() && jid->domain() == service_of(session) ? jid : std::nullopt;
}

template <class T>
std::optional<T> payload_in(const Answer& answer, const char* local) {
  const xml::Element* payload = answer ? answer->find_child(kNs, local) : nullptr;
  return payload ? T::parse(*payload) : std::nullopt;
}

void tell(Session& session, GroupEvent event) { session.emit(Event{std::move(event)}); }

class GroupsFeature final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* message = std::get_if<SendMessage>(&command)) return send(session, *message);
    if (auto change = change_by(command)) return this->change(session, *std::move(change), std::string(name(command)));
    if (const auto* mark = std::get_if<MarkRead>(&command)) return mark_read(session, *mark);
    const auto* wanted = std::get_if<GroupCommand>(&command);
    if (!wanted) return false;
    if (session.is_online()) {
      std::visit([&](const auto& c) { perform(session, std::string(name(*wanted)), c); }, *wanted);
    } else {
      session.emit(Failed{std::string(name(*wanted)), "offline", "there is no stream", {}, {}});
    }
    return true;
  }

  bool element(Session& session, const xml::Element& element) override {
    // All that waited has come: what is still missing will not come by itself.
    if (element.is(stanza::offline::kNs, "end")) list_for_ourselves(session);
    if (!element.is(xml::ns::kClient, "message")) return false;
    const auto group = group_at(session, element.attribute("from"));
    if (!group) return false;
    const auto type = element.attribute("type");
    if (type == "error") return writer_.bounced(session, group->bare().text(), element);
    if (type == "groupchat") {
      reader_.take(session, element, group->bare().text(), group->resource());
    } else {
      acknowledge_entry(session, element);
    }
    return true;
  }

  void bound(Session& session) override {
    reader_.bound(session);
    writer_.go_on(session);
  }

  void stream_ended(Session& session, const stream::ClientStreamEnded&) override { reader_.stream_ended(session); }

  void turn_ends(Session& session) override {
    reader_.turn_ends(session);
    writer_.turn_ends(session);
    sign_waiting(session);
  }

  [[nodiscard]] const GroupState* group_state(const std::string& group) const override {
    const KnownGroup* known = book_.find(group);
    return known != nullptr && known->state && !known->doubted ? &*known->state : nullptr;
  }

  [[nodiscard]] GroupBook* group_book() override { return &book_; }

 private:
  bool send(Session& session, const SendMessage& message) {
    const auto group = group_at(session, message.to);
    if (!group) return false;
    writer_.send(session, {{group->bare().text(), message.body, message.id, message.file}});
    return true;
  }

  bool change(Session& session, Change change, std::string command) {
    const auto group = group_at(session, change.message.to);
    if (!group) return false;
    const std::string where = group->bare().text();
    const bool may = writer_.is_ours(where, change.kind.ref) ||
                     (change.kind.type == stanza::MessageKind::Reaction && reader_.has(where, change.kind.ref));
    change.message.to = where;
    if (change.message.id.empty()) change.message.id = session.random().token(kIdOctets);
    if (!may) {
      session.emit(Failed{std::move(command), "no-such-message", {}, {}, change.message.id});
    } else {
      writer_.send(session, {std::move(change.message), {change.kind.write(), std::move(change.payload)}, std::move(command)});
    }
    return true;
  }

  bool mark_read(Session& session, const MarkRead& mark) {
    const auto group = group_at(session, mark.from);
    if (!group) return false;
    if (!reader_.read(session, group->bare().text(), mark.id)) session.emit(Failed{"read", "no-such-message", {}, {}, mark.id});
    return true;
  }

  void list_for_ourselves(Session& session) {
    session.ask(service_of(session), "get", List{}.write(), [this](Session& s, const Answer& answer) {
      // Where there are no groups nobody misses any.
      if (const auto list = payload_in<List>(answer, "groups")) reader_.compare(s, *list);
    });
  }

  /// Asks the group, or the service where `group` is "": `take` gets the result, and refusals are told here.
  void ask(Session& session, const std::string& command, const std::string& group, std::string_view type, xml::Element payload,
           std::function<void(Session&, const Answer&)> take) {
    if (!group.empty() && !group_at(session, group)) return session.emit(Failed{command, "jid-malformed", {}, {}, {}});
    session.ask(group.empty() ? service_of(session) : group, type, std::move(payload),
                [command, take = std::move(take)](Session& s, const Answer& answer) {
                  answer ? take(s, answer) : s.emit(failed(command, answer.error()));
                });
  }

  /// The same where the answer is a T, of which `event` makes what is told.
  template <class T, class MakeEvent>
  void ask_for(Session& session, const std::string& command, const std::string& group, std::string_view type, xml::Element payload,
               const char* local, MakeEvent event) {
    ask(session, command, group, type, std::move(payload), [command, local, event](Session& s, const Answer& answer) {
      const auto parsed = payload_in<T>(answer, local);
      parsed ? tell(s, event(*parsed)) : s.emit(Failed{command, "bad-answer", {}, {}, {}});
    });
  }

  void ask_to(Session& session, const std::string& command, const std::string& group, xml::Element payload) {
    ask(session, command, group, "set", std::move(payload), [command](Session& s, const Answer&) { s.emit(Done{command}); });
  }

  static GroupEvent invited(const Invited& answer) { return GroupInvited{answer.group, answer.invitees}; }

  // GRP-19a: a roll names the group, which has no name before it is made.
  void perform(Session& session, const std::string& command, const CreateGroup& c) {
    if (!signs(session)) {
      return ask_for<Invited>(session, command, {}, "set", Create{c.subject, c.members}.write(), "invited", invited);
    }
    ask(session, command, {}, "set", Create{c.subject, {}}.write(), [this, command, members = c.members](Session& s, const Answer& answer) {
      const auto made = payload_in<Invited>(answer, "invited");
      if (!made || !group_at(s, made->group)) return s.emit(Failed{command, "bad-answer", {}, {}, {}});
      if (s.keyring()) (void)begin_roll(*s.keyring(), made->group);
      members.empty() ? tell(s, invited(*made)) : name_members(s, {command, {Verb::Add, made->group, members}});
    });
  }

  void perform(Session& session, const std::string& command, const NameMembers& c) { name_members(session, {command, c}); }

  void perform(Session& session, const std::string& command, const TrustGroup&) {
    session.emit(Failed{command, "item-not-found", "encryption is not on", {}, {}});  // where it is, it was its feature's
  }

  /// Members are named, with the roll behind it where we sign one.
  struct Wish {
    std::string command;
    NameMembers named;
    unsigned tries = 0;         ///< that were stale
    std::uint64_t version = 0;  ///< of the last one
  };

  static bool signs(const Session& session) {
    return session.config().encrypt && session.keyring() && session.keyring()->account() == session.credentials().jid;
  }

  void name_members(Session& session, Wish wish) {
    const NameMembers& c = wish.named;
    if (!group_at(session, c.group)) return session.emit(Failed{wish.command, "jid-malformed", {}, {}, {}});
    Naming naming{c.verb, c.members};
    if (signs(session) && c.verb != Verb::Reject) {
      const KnownGroup* known = book_.find(c.group);
      if (known == nullptr || !known->state) return name_when_known(session, std::move(wish));
      if (is_judging(session, c.group)) return waiting_.push_back(std::move(wish));
      naming.roll = next_roll(*session.keyring(), c.group, *known->state, c.verb, c.members);
      wish.version = known->state->version();
    }
    if (c.verb == Verb::Vouch && !naming.roll) {
      return session.emit(Failed{wish.command, "not-admin", "there is no roll that we could sign", {}, {}});
    }
    const std::string group = c.group;
    session.ask(group, "set", naming.write(),
                [this, is_signed = naming.roll.has_value(), wish = std::move(wish)](Session& s, const Answer& answer) {
                  if (!answer && is_signed && answer.error().condition == "stale" && wish.tries < kRollTries) {
                    waiting_.push_back(wish);
                    ++waiting_.back().tries;
                    return;
                  }
                  if (!answer) return s.emit(failed(wish.command, answer.error()));
                  if (wish.named.verb != Verb::Add) return s.emit(Done{wish.command});
                  const auto made = payload_in<Invited>(answer, "invited");
                  made ? tell(s, invited(*made)) : s.emit(Failed{wish.command, "bad-answer", {}, {}, {}});
                });
  }

  void name_when_known(Session& session, Wish wish) {
    const std::string group = wish.named.group;
    ask(session, wish.command, group, "get", xml::Element(kNs, "group"), [this, wish](Session& s, const Answer& answer) {
      const auto info = payload_in<Info>(answer, "group");
      if (!info || info->members.size() > s.config().limits.group_members) return s.emit(Failed{wish.command, "bad-answer", {}, {}, {}});
      reader_.learn(s, wish.named.group, *info);
      const KnownGroup* known = book_.find(wish.named.group);
      if (known == nullptr || !known->state) return s.emit(Failed{wish.command, "queue-full", {}, {}, {}});
      name_members(s, wish);
    });
  }

  // What somebody else made of the group at the same time comes by itself, and is judged first: whom he added is on our roll, then.
  void sign_waiting(Session& session) {
    for (Wish& wish : std::exchange(waiting_, {})) {
      if (!session.is_online() || !signs(session)) {
        session.emit(Failed{wish.command, "stale", {}, {}, {}});
      } else if (is_settled(session, wish)) {
        name_members(session, std::move(wish));
      } else {
        waiting_.push_back(std::move(wish));
      }
    }
  }

  [[nodiscard]] bool is_settled(const Session& session, const Wish& wish) const {
    const KnownGroup* known = book_.find(wish.named.group);
    if (known == nullptr || !known->state) return true;
    return !is_judging(session, wish.named.group) && (wish.tries == 0 || known->state->version() != wish.version);
  }

  static bool is_judging(const Session& session, const std::string& group) {
    const GroupKeys* keys = session.keyring()->find_group(group);
    return keys != nullptr && keys->judges_roll;
  }

  void perform(Session& session, const std::string& command, const LeaveGroup& c) {
    ask_to(session, command, c.group, xml::Element(kNs, "leave"));
  }

  void perform(Session& session, const std::string& command, const SetGroupSettings& c) {
    ask_to(session, command, c.group, c.settings.write());
  }

  // GRP-14: in the place of the text that the user has seen.
  void perform(Session& session, const std::string& command, const SetGroupText& c) {
    if (const KnownGroup* known = book_.find(c.group); known && known->state) return set_text(session, command, c, *known->state);
    ask(session, command, c.group, "get", xml::Element(kNs, "group"), [this, command, c](Session& s, const Answer& answer) {
      const auto info = payload_in<Info>(answer, "group");
      if (!info) return s.emit(Failed{command, "bad-answer", {}, {}, {}});
      reader_.learn(s, c.group, *info);
      set_text(s, command, c, GroupState::of(*info));
    });
  }

  void set_text(Session& session, const std::string& command, const SetGroupText& c, const GroupState& state) {
    const Text& before = c.kind == TextKind::Subject ? state.subject() : state.description();
    ask_to(session, command, c.group, Text{c.kind, before.id.value_or(0), {}, c.text}.write());
  }

  void perform(Session& session, const std::string& command, const MakeGroupLink& c) {
    ask_for<Link>(session, command, c.group, "set", Link{}.write(), "link", [group = c.group](const Link& link) -> GroupEvent {
      return GroupLink{group, link.token};
    });
  }

  void perform(Session& session, const std::string& command, const RevokeGroupLink& c) {
    ask_to(session, command, c.group, xml::Element(kNs, "revoke"));
  }

  void perform(Session& session, const std::string& command, const JoinGroup& c) {
    ask(session, command, {}, "set", Join{c.token}.write(), [command](Session& s, const Answer& answer) {
      const auto joined = payload_in<Joined>(answer, "joined");
      const auto asked = payload_in<Joined>(answer, "requested");
      if (!joined && !asked) return s.emit(Failed{command, "bad-answer", {}, {}, {}});
      tell(s, joined ? GroupJoined{joined->group, false} : GroupJoined{asked->group, true});
    });
  }

  void perform(Session& session, const std::string& command, const ListGroups&) {
    ask_for<List>(session, command, {}, "get", List{}.write(), "groups", [](const List& list) -> GroupEvent {
      client::Groups groups;
      for (const List::Entry& entry : list.groups) groups.groups.push_back(entry.jid);
      return groups;
    });
  }

  void perform(Session& session, const std::string& command, const ShowGroup& c) {
    ask(session, command, c.group, "get", xml::Element(kNs, "group"), [this, command, group = c.group](Session& s, const Answer& answer) {
      const auto info = payload_in<Info>(answer, "group");
      if (!info || info->members.size() > s.config().limits.group_members) return s.emit(Failed{command, "bad-answer", {}, {}, {}});
      reader_.learn(s, group, *info);
      GroupShown shown{group, info->version, info->subject.text, info->description.text, info->settings, {}};
      const GroupState state = GroupState::of(*info);
      for (const auto& [jid, member] : state.members()) shown.members.push_back(member);
      tell(s, std::move(shown));
    });
  }

  void perform(Session& session, const std::string& command, const ListGroupRequests& c) {
    ask_for<stanza::groups::Requests>(session, command, c.group, "get", stanza::groups::Requests{}.write(), "requests",
                                      [group = c.group](const stanza::groups::Requests& requests) -> GroupEvent {
                                        return GroupRequests{group, requests.members};
                                      });
  }

  void perform(Session& session, const std::string& command, const SetGroupPrivacy& c) {
    session.request(c.addable ? "set" : "get", stanza::groups::Privacy{c.addable}.write(), [command](Session& s, const Answer& answer) {
      if (!answer) return s.emit(failed(command, answer.error()));
      const auto privacy = payload_in<stanza::groups::Privacy>(answer, "privacy");
      if (!privacy || !privacy->addable) return s.emit(Failed{command, "bad-answer", {}, {}, {}});
      tell(s, GroupPrivacy{*privacy->addable});
    });
  }

  std::deque<Wish> waiting_;  // to be signed, until we know what is there
  GroupBook book_;
  GroupWriter writer_{book_, [this](Session& session, const std::string& group) { reader_.ask_whole(session, group); }};
  GroupReader reader_{book_, writer_};
};

}  // namespace

std::unique_ptr<Feature> groups() { return std::make_unique<GroupsFeature>(); }

}  // namespace assay::client::features
