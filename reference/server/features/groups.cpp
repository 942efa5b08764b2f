// Group chat (spec chapter 06): the groups' domain, its requests and messages, and what becomes of memberships when an account does not go
// on. What each request does is in reference/server/group_*.cpp.

#include "reference/stanza/groups.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "reference/server/feature.hpp"
#include "reference/server/group_budget.hpp"
#include "reference/server/group_messages.hpp"
#include "reference/server/group_privacy.hpp"
#include "reference/server/group_receipts.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/server/message_pace.hpp"
#include "reference/stanza/disco.hpp"
#include "reference/stanza/iq.hpp"

namespace assay::server::features {
namespace {

using stanza::groups::kNs;
using stanza::groups::Privacy;

struct Request {
  std::string_view type;
  std::string_view local;
  GroupAnswer answer;
};

constexpr std::array kRequests = {
    Request{"get", "group", show_group},        Request{"get", "changes", show_changes},     Request{"get", "requests", show_requests},
    Request{"set", "add", add_members},         Request{"set", "remove", remove_members},    Request{"set", "leave", leave_group},
    Request{"set", "promote", promote_members}, Request{"set", "demote", demote_members},    Request{"set", "subject", set_text},
    Request{"set", "description", set_text},    Request{"set", "settings", change_settings}, Request{"set", "link", make_link},
    Request{"set", "revoke", revoke_link},      Request{"set", "approve", approve_requests}, Request{"set", "reject", reject_requests},
    Request{"get", "roll", show_roll},          Request{"set", "vouch", vouch_for_members},
};

// GRP-27: no group, and one that he is not in, are the same to whoever asks. GRP-24: whoever is out has left.
IqAnswer answer_of_group(const Context& context, Session& session, const std::string& id, std::string_view type,
                         const xml::Element& payload) {
  const Groups groups(context);
  std::optional<Group> group = groups.find(id);
  const std::optional<GroupMember> member = group ? groups.member(group->id, session.account()) : std::nullopt;
  if (!member) {
    if (type == "set" && payload.is(kNs, "leave")) return std::nullopt;
    return fail(not_member());
  }
  for (const Request& known : kRequests) {
    if (type != known.type || !payload.is(kNs, known.local)) continue;
    GroupRequest request{context, session, *std::move(group), *member, payload};
    return known.answer(request);
  }
  return fail(stanza::stanza_error("service-unavailable"));
}

IqAnswer answer_of_service(const Context& context, Session& session, std::string_view type, const xml::Element& payload) {
  namespace disco = stanza::disco;
  if (type == "set" && payload.is(kNs, "create")) return create_group(context, session, payload);
  if (type == "set" && payload.is(kNs, "join")) return join_group(context, session, payload);
  if (type == "get" && payload.is(kNs, "groups")) return show_groups(context, session);
  if (type == "get" && payload.is(disco::kInfoNs, "query") && !payload.has_attribute("node")) {
    return disco::Info{{}, {{"conference", "text", {}}}, {disco::kInfoNs, disco::kItemsNs, kNs}}.write();
  }
  if (type == "get" && payload.is(disco::kItemsNs, "query") && !payload.has_attribute("node")) return disco::Items{}.write();
  return fail(stanza::stanza_error("service-unavailable"));
}

void take_iq(const Context& context, Session& session, const xml::Element& iq, const jid::Jid& to) {
  const std::string_view type = iq.attribute("type");
  if (type == "result" || type == "error") return;
  const xml::Element* payload = stanza::payload_of(iq);
  if (iq.attribute("id").empty() || !payload) return context.refuse(session, iq, stanza::stanza_error("bad-request"));
  const IqAnswer answer = to.local().empty() ? answer_of_service(context, session, type, *payload)
                                             : answer_of_group(context, session, to.local(), type, *payload);
  if (!answer) return context.refuse(session, iq, answer.error());
  xml::Element result = stanza::result_of(iq);
  if (*answer) result.add(**answer);
  context.send(session, result);
}

// Who is to be told sums of receipts that came too soon behind the last (GRP-17), and when. The store knows them too; here they are found
// without it. Who is away is told when he comes.
class Expecting {
 public:
  void tell(const Context& context, const std::string& sender) {
    forget(sender);
    const std::optional<WallTime> due = GroupReceipts(context).tell_due(sender);
    if (due) expect(sender, context.now().monotonic + std::max(*due - context.now().wall, kShortest));
  }
  // He is there only when the features behind this one have seen it, too.
  void greet(const Context& context, const std::string& sender) {
    forget(sender);
    if (GroupReceipts(context).has_due(sender)) expect(sender, context.now().monotonic + kShortest);
  }
  void tell_those_due(const Context& context) {
    while (!order_.empty() && order_.begin()->first <= context.now().monotonic) tell(context, std::string(order_.begin()->second));
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const {
    return order_.empty() ? std::nullopt : std::optional(order_.begin()->first);
  }

 private:
  static constexpr Duration kShortest = std::chrono::milliseconds{1};  // a clock that lags behind the other makes nobody run in circles

  void expect(const std::string& sender, Instant at) {
    at_[sender] = at;
    order_.emplace(at, sender);
  }

  void forget(const std::string& sender) {
    const auto found = at_.find(sender);
    if (found == at_.end()) return;
    order_.erase({found->second, sender});
    at_.erase(found);
  }

  std::map<std::string, Instant> at_;
  std::set<std::pair<Instant, std::string>> order_;
};

// What is known of the last second and of the next.
struct Moment {
  Bursts bursts;
  Expecting expecting;
};

void take(const Context& context, Session& session, xml::Element& element, const jid::Jid& to, Moment& moment) {
  if (element.local() == "iq") return take_iq(context, session, element, to);
  if (element.local() != "message") return;  // groups know no presence
  if (to.local().empty()) return context.refuse(session, element, stanza::stanza_error("service-unavailable"));
  const std::optional<std::string> sender = take_group_message(context, session, element, to.local(), moment.bursts);
  if (sender) moment.expecting.tell(context, *sender);
}

IqAnswer show_privacy(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Privacy> asked = Privacy::parse(payload);
  if (!asked || asked->addable) return fail(stanza::stanza_error("bad-request"));
  return Privacy{GroupPrivacy(context).of(session.account())}.write();
}

IqAnswer set_privacy(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Privacy> wanted = Privacy::parse(payload);
  if (!wanted || !wanted->addable) return fail(stanza::stanza_error("bad-request"));
  GroupPrivacy(context).put(session.account(), *wanted->addable);
  return Privacy{wanted->addable}.write();
}

// GRP-25: another device is another owner, as far as anybody can tell.
void depart_everywhere(const Context& context, const std::string& account) {
  const Groups groups(context);
  for (const std::string& id : groups.of(account)) {
    if (std::optional<Group> group = groups.find(id)) depart(context, *group, account, Departure::Ended);
  }
  GroupReceipts(context).forget_sender(account);
}

void registered(const Context& context, const std::string& account, Registration which) {
  if (which != Registration::AnotherDevice) return;
  depart_everywhere(context, account);
  GroupPrivacy(context).forget(account);
}

void forgotten(const Context& context, const std::string& account) {
  depart_everywhere(context, account);
  erase_traces(context, account);
  GroupPrivacy(context).forget(account);
  forget_group_day(context, account);
}

}  // namespace

Feature groups() {
  const auto moment = std::make_shared<Moment>();
  return {.name = "groups",
          .disco = {kNs},
          .iq = {{"get", kNs, "privacy", IqHandler::Target::Account, show_privacy},
                 {"set", kNs, "privacy", IqHandler::Target::Account, set_privacy}},
          .registered = registered,
          .subdomain = kGroupsSubdomain,
          .at_subdomain = [moment](const Context& context, Session& session, xml::Element& stanza,
                                   const jid::Jid& to) { take(context, session, stanza, to, *moment); },
          .forgotten = forgotten,
          .presence_changed = [moment](const Context& context, Session& session) { moment->expecting.greet(context, session.account()); },
          // What came due while he was away is his now.
          .resumed = [moment](const Context& context, Session& session) { moment->expecting.greet(context, session.account()); },
          .next_deadline = [moment](const Context&) { return moment->expecting.next_deadline(); },
          .due = [moment](const Context& context) { moment->expecting.tell_those_due(context); }};
}

}  // namespace assay::server::features
