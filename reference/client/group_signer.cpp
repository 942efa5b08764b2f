#include "reference/client/group_signer.hpp"

#include <utility>

#include "reference/stanza/groups.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

bool is_judging(const Session& session, const std::string& group) {
  const GroupKeys* keys = session.keyring()->find_group(group);
  return keys != nullptr && keys->judges_roll;
}

}  // namespace

bool GroupSigner::signs(const Session& session) {
  return session.config().encrypt && session.keyring() && session.keyring()->account() == session.credentials().jid;
}

void GroupSigner::ask(Session& session, Wish wish) {
  const KnownGroup* known = book_.find(wish.group);
  if (known == nullptr || !known->state) return learn(session, std::move(wish));
  if (is_judging(session, wish.group)) return waiting_.push_back(std::move(wish));
  auto request = wish.make(session, *known->state);
  if (!request) return;
  wish.version = known->state->version();
  const std::string group = wish.group;
  session.ask(group, "set", std::move(request->payload),
              [this, is_signed = request->is_signed, wish = std::move(wish)](Session& s, const Answer& answer) {
                if (answer || !is_signed || answer.error().condition != "stale" || wish.tries >= kRollTries)
                  return wish.answered(s, answer);
                waiting_.push_back(wish);
                ++waiting_.back().tries;
              });
}

void GroupSigner::learn(Session& session, Wish wish) {
  const std::string group = wish.group;
  session.ask(group, "get", xml::Element(kNs, "group"), [this, wish = std::move(wish)](Session& s, const Answer& answer) {
    if (!answer) return wish.answered(s, answer);
    const xml::Element* payload = answer->find_child(kNs, "group");
    const auto info = payload != nullptr ? Info::parse(*payload) : std::nullopt;
    if (!info || info->members.size() > s.config().limits.group_members) return s.emit(Failed{wish.command, "bad-answer", {}, {}, {}});
    reader_.learn(s, wish.group, *info);
    const KnownGroup* known = book_.find(wish.group);
    if (known == nullptr || !known->state) return s.emit(Failed{wish.command, "queue-full", {}, {}, {}});
    ask(s, wish);
  });
}

// What somebody else made of the group at the same time comes by itself, and is judged first: whom he added is on our roll, then.
void GroupSigner::turn_ends(Session& session) {
  for (Wish& wish : std::exchange(waiting_, {})) {
    if (!session.is_online() || !signs(session)) {
      session.emit(Failed{wish.command, "stale", {}, {}, {}});
    } else if (is_settled(session, wish)) {
      ask(session, std::move(wish));
    } else {
      waiting_.push_back(std::move(wish));
    }
  }
}

bool GroupSigner::is_settled(const Session& session, const Wish& wish) const {
  const KnownGroup* known = book_.find(wish.group);
  if (known == nullptr || !known->state) return true;
  return !is_judging(session, wish.group) && (wish.tries == 0 || known->state->version() != wish.version);
}

}  // namespace assay::client
