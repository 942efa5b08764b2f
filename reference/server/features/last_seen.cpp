// Last activity (XEP-0012) of accounts, by their owners' choice (spec chapter 04): everyone may ask, contacts may, or nobody may, and then
// it is not even remembered. Who may not gets one answer, whether or not there is an account. (Numbers that change hands are told by
// last_login.cpp, to the day.)
//
// Space "last-seen": key(account) -> stamp of the end of its last session. Space "last-seen-for": key(account) -> audience, where it is not
// contacts.

#include "reference/stanza/last_seen.hpp"

#include <map>
#include <memory>

#include "reference/server/contact_budget.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server::features {
namespace {

using stanza::last_seen::Audience;
using stanza::last_seen::Last;
using stanza::last_seen::Privacy;

constexpr const char* kTimes = "last-seen";
constexpr const char* kAudiences = "last-seen-for";
constexpr Duration kDelay = std::chrono::seconds{1};
constexpr std::size_t kAtOnce = 1'000;

// The ends of sessions that are not in the store yet. Each alone would cost a commit, a fifth of what a login costs; a crash loses a second
// of them.
struct Ends {
  std::map<std::string, WallTime> of;  // account -> the end of its last session
  std::optional<Instant> due;
};
using SharedEnds = std::shared_ptr<Ends>;

void write(const Context& context, Ends& ends) {
  for (const auto& [account, when] : ends.of) context.store().put(kTimes, store::key({account}), stamp(when));
  ends = {};
}

Audience audience_of(const Context& context, const std::string& account) {
  const std::optional<Bytes> value = context.store().get(kAudiences, store::key({account}));
  if (!value) return Audience::Contacts;
  return *value == name_of(Audience::Everyone) ? Audience::Everyone : Audience::Nobody;
}

bool is_there(const Context& context, const std::string& account) {
  for (const Session* session : context.sessions.of(account)) {
    if (session->is_available()) return true;
  }
  return false;
}

bool may_ask(const Context& context, const Session& session, const jid::Jid& whom) {
  if (whom == session.bare) return true;
  if (!context.accounts.exists(whom.local())) return false;
  const Audience audience = audience_of(context, whom.local());
  if (audience != Audience::Contacts) return audience == Audience::Everyone;
  const std::optional<RosterRecord> record = Rosters(context).find(whom.local(), session.bare);
  return record && record->sees_us();
}

std::optional<WallTime> end_of(const Context& context, const Ends& ends, const std::string& account) {
  if (const auto found = ends.of.find(account); found != ends.of.end()) return found->second;
  const std::optional<Bytes> stored = context.store().get(kTimes, store::key({account}));
  return stored ? std::optional{from_stamp(*stored)} : std::nullopt;
}

IqAnswer ask(const Context& context, Session& session, const xml::Element& iq, const Ends& ends) {
  const std::optional<jid::Jid> to = jid::Jid::parse(iq.attribute("to"));
  const jid::Jid whom = to ? to->bare() : session.bare;
  // An answer for everyone tells that there is an account: it costs what asking for the number costs (CON-05).
  if (const auto wait = charge_recipient(context, session, whom)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  if (!may_ask(context, session, whom)) return fail(stanza::stanza_error("forbidden"));
  if (is_there(context, whom.local())) return Last{}.write();
  const std::optional<WallTime> seen = end_of(context, ends, whom.local());
  if (!seen) return fail(stanza::stanza_error("forbidden"));
  const auto ago = std::chrono::floor<std::chrono::seconds>(context.now().wall - *seen);
  return Last{std::max(ago, std::chrono::seconds{0})}.write();
}

IqAnswer get(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  return Privacy{audience_of(context, session.account())}.write();
}

void forget_end(const Context& context, Ends& ends, const std::string& account) {
  ends.of.erase(account);
  context.store().erase(kTimes, store::key({account}));
}

IqAnswer set(const Context& context, Session& session, const xml::Element& payload, Ends& ends) {
  const std::optional<Privacy> wanted = Privacy::parse(payload);
  if (!wanted || !wanted->last_seen) return fail(stanza::stanza_error("bad-request"));
  const Bytes key = store::key({session.account()});
  if (*wanted->last_seen == Audience::Contacts) {
    context.store().erase(kAudiences, key);
  } else {
    context.store().put(kAudiences, key, Bytes(name_of(*wanted->last_seen)));
  }
  if (*wanted->last_seen == Audience::Nobody) forget_end(context, ends, session.account());
  return wanted->write();
}

void closed(const Context& context, const Session& session, Ends& ends) {
  if (!context.accounts.exists(session.account()) || audience_of(context, session.account()) == Audience::Nobody) return;
  ends.of[session.account()] = context.now().wall;
  if (!ends.due) ends.due = context.now().monotonic + kDelay;
  if (ends.of.size() >= kAtOnce) write(context, ends);
}

}  // namespace

Feature last_seen() {
  using Target = IqHandler::Target;
  const SharedEnds ends = std::make_shared<Ends>();
  return {.name = "last_seen",
          .disco = {stanza::last_seen::kPrivacyNs},
          .account_disco = {stanza::last_seen::kNs},
          .iq = {{"get", stanza::last_seen::kNs, "query", Target::Account,
                  [ends](const Context& context, Session& session, const xml::Element& iq, const xml::Element&) {
                    return ask(context, session, iq, *ends);
                  },
                  true},
                 {"get", stanza::last_seen::kPrivacyNs, "privacy", Target::Either, get},
                 {"set", stanza::last_seen::kPrivacyNs, "privacy", Target::Either,
                  [ends](const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
                    return set(context, session, payload, *ends);
                  }}},
          .forgotten =
              [ends](const Context& context, const std::string& account) {
                forget_end(context, *ends, account);
                context.store().erase(kAudiences, store::key({account}));
              },
          .closed = [ends](const Context& context, Session& session) { closed(context, session, *ends); },
          .next_deadline = [ends](const Context&) { return ends->due; },
          .due = [ends](const Context& context) { write(context, *ends); }};
}

}  // namespace assay::server::features
