#include "reference/client/group_maker.hpp"

#include <map>
#include <utility>

#include "reference/client/group_events.hpp"
#include "reference/client/group_roll.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

constexpr const char* kCommand = "group-new";

std::string domain_of_groups(const Session& session) { return "groups." + session.config().domain; }

std::optional<Invited> invited_in(const Answer& answer) {
  const xml::Element* payload = answer ? answer->find_child(kNs, "invited") : nullptr;
  return payload != nullptr ? Invited::parse(*payload) : std::nullopt;
}

}  // namespace

void tell_invited(Session& session, const std::string& command, const Answer& answer) {
  if (!answer) return session.emit(failed(command, answer.error()));
  auto made = invited_in(answer);
  if (!made) return session.emit(Failed{command, "bad-answer", {}, {}, {}});
  session.emit(Event{GroupEvent{GroupInvited{std::move(made->group), std::move(made->invitees)}}});
}

void GroupMaker::make(Session& session, const CreateGroup& wanted) {
  session.ask(domain_of_groups(session), "set", Create{wanted.subject, {}}.write(), [this, wanted](Session& s, const Answer& answer) {
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return unanswered_.push_back(wanted);
    const auto made = invited_in(answer);
    const auto group = made ? jid::Jid::parse(made->group) : std::nullopt;
    const bool is_group = group && group->is_bare() && !group->local().empty() && group->domain() == domain_of_groups(s);
    if (made && !is_group) return s.emit(Failed{kCommand, "bad-answer", {}, {}, {}});
    if (!made || wanted.members.empty()) tell_invited(s, kCommand, answer);
    if (made) made_alone(s, made->group, wanted.members);
  });
}

void GroupMaker::made_alone(Session& session, const std::string& group, const std::vector<std::string>& members) {
  if (session.keyring()) (void)begin_roll(*session.keyring(), group);
  if (members.empty()) return;
  if (KnownGroup* known = book_.open(group)) known->wanted = members;
  add_wanted(session, group, members);
}

void GroupMaker::add_wanted(Session& session, const std::string& group, const std::vector<std::string>& members) {
  add_(session, group, members, [this, group](Session& s, const Answer& answer) {
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return;  // finish() follows
    if (KnownGroup* known = book_.find(group)) known->wanted.clear();
    tell_invited(s, kCommand, answer);
  });
}

void GroupMaker::finish(Session& session) {
  std::map<std::string, std::vector<std::string>> wanted;
  for (const auto& [group, known] : std::as_const(book_).groups()) {
    if (known.state && known.state->members().size() == 1 && !known.wanted.empty()) wanted.emplace(group, known.wanted);
  }
  for (const auto& [group, members] : wanted) add_wanted(session, group, members);
  for (const CreateGroup& create : std::exchange(unanswered_, {})) {
    const auto group = made_of(session, create.subject);
    if (!group) {
      session.emit(Failed{kCommand, "disconnected", {}, {}, {}});
    } else {
      made_alone(session, *group, create.members);
    }
  }
}

// The group of that subject in which we are alone, and which nothing has become of yet.
std::optional<std::string> GroupMaker::made_of(const Session& session, const std::string& subject) const {
  for (const auto& [group, known] : std::as_const(book_).groups()) {
    if (!known.state || known.state->version() != 1 || known.state->subject().text != subject || !known.wanted.empty()) continue;
    const bool is_ours = known.state->members().size() == 1 && known.state->has(session.credentials().jid);
    if (is_ours && (!session.keyring() || session.keyring()->find_group(group) == nullptr)) return group;
  }
  return std::nullopt;
}

}  // namespace assay::client
