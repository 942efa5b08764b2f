// Groups (spec chapter 06), the member's half: what is asked of them. What they tell is in group_reader.cpp, what we write to them in
// group_writer.cpp.

#include "reference/stanza/groups.hpp"

#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "reference/client/change_commands.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/group_events.hpp"
#include "reference/client/group_link.hpp"
#include "reference/client/group_maker.hpp"
#include "reference/client/group_reader.hpp"
#include "reference/client/group_roll.hpp"
#include "reference/client/group_signer.hpp"
#include "reference/client/group_writer.hpp"
#include "reference/client/incoming.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/offline.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

using namespace stanza::groups;

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
    signer_.turn_ends(session);
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
      if (GroupSigner::signs(s)) maker_.finish(s);
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

  void perform(Session& session, const std::string& command, const CreateGroup& c) {
    if (GroupSigner::signs(session)) return maker_.make(session, c);
    session.ask(service_of(session), "set", Create{c.subject, c.members}.write(),
                [command](Session& s, const Answer& answer) { tell_invited(s, command, answer); });
  }

  void perform(Session& session, const std::string& command, const NameMembers& c) {
    name_members(session, command, c, [command, verb = c.verb](Session& s, const Answer& answer) { named(s, command, verb, answer); });
  }

  void perform(Session& session, const std::string& command, const TrustGroup&) {
    session.emit(Failed{command, "item-not-found", "encryption is not on", {}, {}});  // where it is, it was its feature's
  }

  /// Members are named, with the roll behind it where we sign one.
  void name_members(Session& session, const std::string& command, const NameMembers& c,
                    std::function<void(Session&, const Answer&)> answered) {
    if (!group_at(session, c.group)) return session.emit(Failed{command, "jid-malformed", {}, {}, {}});
    if (!GroupSigner::signs(session) || c.verb == Verb::Reject) {
      if (c.verb == Verb::Vouch) return session.emit(unsigned_word(command));
      return session.ask(c.group, "set", Naming{c.verb, c.members}.write(), std::move(answered));
    }
    const auto make = [command, c](Session& s, const GroupState& state) -> std::optional<GroupSigner::Request> {
      Naming naming{c.verb, c.members, next_roll(*s.keyring(), c.group, state, c.verb, c.members)};
      if (c.verb != Verb::Vouch || naming.roll) return GroupSigner::Request{naming.write(), naming.roll.has_value()};
      s.emit(unsigned_word(command));
      return std::nullopt;
    };
    signer_.ask(session, {command, c.group, make, std::move(answered)});
  }

  static Failed unsigned_word(const std::string& command) { return {command, "not-admin", "there is no roll that we could sign", {}, {}}; }

  static void named(Session& session, const std::string& command, Verb verb, const Answer& answer) {
    if (verb == Verb::Add) return tell_invited(session, command, answer);
    answer ? session.emit(Done{command}) : session.emit(failed(command, answer.error()));
  }

  using RollOf = std::function<std::optional<Roll>(Keyring&, const GroupState&)>;

  /// A request in which a roll stands, if we sign one.
  void ask_signed(Session& session, const std::string& command, const std::string& group, xml::Element payload, RollOf roll_of,
                  std::function<void(Session&, const Answer&)> answered) {
    if (!group_at(session, group)) return session.emit(Failed{command, "jid-malformed", {}, {}, {}});
    if (!GroupSigner::signs(session)) return session.ask(group, "set", std::move(payload), std::move(answered));
    const auto make = [payload = std::move(payload), roll_of = std::move(roll_of)](Session& s, const GroupState& state) {
      GroupSigner::Request request{payload};
      const auto roll = roll_of(*s.keyring(), state);
      if (roll) request.payload.add(roll->write());
      request.is_signed = roll.has_value();
      return std::optional(std::move(request));
    };
    signer_.ask(session, {command, group, make, std::move(answered)});
  }

  void ask_signed_to(Session& session, const std::string& command, const std::string& group, xml::Element payload, RollOf roll_of) {
    ask_signed(session, command, group, std::move(payload), std::move(roll_of),
               [command](Session& s, const Answer& answer) { answer ? s.emit(Done{command}) : s.emit(failed(command, answer.error())); });
  }

  // GRP-19i. Where others are faster, too often, it goes without a roll: nobody is kept (GRP-24).
  void perform(Session& session, const std::string& command, const LeaveGroup& c) {
    const KnownGroup* known = book_.find(c.group);
    if (known == nullptr || !known->state) return ask_to(session, command, c.group, xml::Element(kNs, "leave"));
    ask_signed(
        session, command, c.group, xml::Element(kNs, "leave"),
        [group = c.group](Keyring& keyring, const GroupState& state) { return leaving_roll(keyring, group, state); },
        [this, command, group = c.group](Session& s, const Answer& answer) {
          if (!answer && answer.error().condition == "stale") return ask_to(s, command, group, xml::Element(kNs, "leave"));
          answer ? s.emit(Done{command}) : s.emit(failed(command, answer.error()));
        });
  }

  void perform(Session& session, const std::string& command, const SetGroupSettings& c) {
    if (!c.settings.is(Setting::Approval)) return ask_to(session, command, c.group, c.settings.write());
    // Whoever comes by a link waits from now on: none has a key.
    ask_signed_to(session, command, c.group, c.settings.write(), without_link(c.group));
  }

  static RollOf without_link(const std::string& group) {
    return [group](Keyring& keyring, const GroupState& state) { return link_roll(keyring, group, state, {}); };
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
    const auto key = std::make_shared<LinkKey>(LinkKey{c.group, crypto::random_secret(session.random(), crypto::kEd25519SeedSize)});
    const auto has_key = std::make_shared<bool>(false);
    ask_signed(
        session, command, c.group, Link{}.write(),
        [key, has_key](Keyring& keyring, const GroupState& state) {
          const bool waits = state.settings().is(Setting::Approval);
          auto roll = link_roll(keyring, key->group, state, waits ? Bytes() : crypto::ed25519_key_pair(key->seed.reveal()).public_key);
          *has_key = roll && !roll->link.empty();
          return roll;
        },
        [command, key, has_key](Session& s, const Answer& answer) {
          if (!answer) return s.emit(failed(command, answer.error()));
          const auto link = payload_in<Link>(answer, "link");
          if (!link) return s.emit(Failed{command, "bad-answer", {}, {}, {}});
          tell(s, GroupLink{key->group, *has_key ? link_text(link->token, *key) : link->token});
        });
  }

  void perform(Session& session, const std::string& command, const RevokeGroupLink& c) {
    ask_signed_to(session, command, c.group, xml::Element(kNs, "revoke"), without_link(c.group));
  }

  void perform(Session& session, const std::string& command, const JoinGroup& c) {
    const auto key = link_key(c.token, service_of(session));
    Join join{std::string(server_part(c.token))};
    if (const auto identity = identity_of_phone(session); key && identity) {
      join.entry = sign_in(session.keyring()->account(), *identity, *key);
    }
    const std::string meant = key ? key->group : std::string();
    ask(session, command, {}, "set", join.write(), [command, meant](Session& s, const Answer& answer) {
      const auto joined = payload_in<Joined>(answer, "joined");
      const auto asked = payload_in<Joined>(answer, "requested");
      const bool is_other = !meant.empty() && (joined ? joined->group : asked ? asked->group : meant) != meant;
      if (is_other || (!joined && !asked)) return s.emit(Failed{command, is_other ? "other-group" : "bad-answer", {}, {}, {}});
      tell(s, joined ? GroupJoined{joined->group, false} : GroupJoined{asked->group, true});
    });
  }

  // Those who are in the group know our account by it. A companion has it by the list.
  static std::optional<Bytes> identity_of_phone(Session& session) {
    if (!GroupSigner::signs(session)) return std::nullopt;
    if (session.credentials().device.empty()) return session.keyring()->own().identity().public_key;
    const KnownAccount* own = session.keyring()->find(session.keyring()->account());
    return own != nullptr && own->has_keys() ? std::optional(own->devices.front().identity) : std::nullopt;
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

  GroupBook book_;
  GroupWriter writer_{book_, [this](Session& session, const std::string& group) { reader_.ask_whole(session, group); }};
  GroupReader reader_{book_, writer_};
  GroupSigner signer_{book_, reader_};
  GroupMaker maker_{
      book_, [this](Session& session, const std::string& group, const std::vector<std::string>& members, GroupMaker::Answered answered) {
        name_members(session, "group-new", {Verb::Add, group, members}, std::move(answered));
      }};
};

}  // namespace

std::unique_ptr<Feature> groups() { return std::make_unique<GroupsFeature>(); }

}  // namespace assay::client::features
