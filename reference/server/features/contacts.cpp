// Contact matching (spec chapter 03): which numbers of an address book have accounts here, within a budget, and what the roster gains by
// it.

#include "reference/stanza/contacts.hpp"

#include <map>
#include <set>

#include "reference/server/account_number.hpp"
#include "reference/server/contact_budget.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/subscriptions.hpp"

namespace assay::server::features {
namespace {

using stanza::contacts::Match;
using stanza::contacts::Matches;
using stanza::contacts::Status;
using stanza::contacts::Sync;

// The asker lists the contact from now on; where the contact lists the asker too, both see each other.
void list_contact(const Context& context, const std::string& account, const std::string& contact, std::size_t& roster_size) {
  const Rosters rosters(context);
  RosterRecord record = rosters.find_or_new(account, context.address_of(contact));
  if (!record.listed) {
    if (roster_size >= context.limits().roster_items) return;
    ++roster_size;
    record.listed = true;
    rosters.put(account, record);
  }
  const std::optional<RosterRecord> back = rosters.find(contact, context.address_of(account));
  if (back && back->listed) make_mutual(context, account, contact);
}

IqAnswer sync(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Sync> sync = Sync::parse(payload);
  if (!sync) return fail(stanza::stanza_error("bad-request"));
  if (sync->numbers.size() > context.limits().contacts_per_request)
    return fail(stanza::stanza_error("policy-violation", "too many numbers"));

  std::vector<std::optional<std::string>> spelled;
  std::set<std::string> numbers;
  for (const std::string& text : sync->numbers) {
    spelled.push_back(account_digits(text, sync->region, context.config));
    if (spelled.back()) numbers.insert(*spelled.back());
  }
  if (const auto wait = charge_numbers(context, session.account(), numbers)) return fail(stanza::cxmpp_error("rate-limit", *wait));

  std::map<std::string, Status> statuses;
  std::size_t roster_size = Rosters(context).count_own(session.account());
  for (const std::string& digits : numbers) {
    const bool in = context.accounts.exists(digits);
    statuses[digits] = in ? Status::In : Status::Out;
    if (in && digits != session.account()) list_contact(context, session.account(), digits, roster_size);
  }

  Matches matches;
  for (std::size_t i = 0; i < spelled.size(); ++i) {
    if (spelled[i]) {
      matches.matches.push_back({sync->numbers[i], statuses[*spelled[i]], context.address_of(*spelled[i]).text()});
    } else {
      matches.matches.push_back({sync->numbers[i], Status::Invalid, {}});
    }
  }
  return matches.write();
}

}  // namespace

Feature contacts() {
  return {.name = "contacts",
          .disco = {stanza::contacts::kNs},
          .iq = {{"set", stanza::contacts::kNs, "sync", IqHandler::Target::Either, sync}}};
}

}  // namespace assay::server::features
