// Messages for a phone that is off (spec chapter 08; XEP-0160 for streams without ack:1): a backlog begins when a session becomes able to
// take it, and goes as far ahead of its acknowledgements as its client grants.

#include "reference/stanza/offline.hpp"

#include <algorithm>
#include <memory>

#include "reference/server/bounces.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/entry_text.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/wall_stamp.hpp"

namespace assay::server::features {
namespace {

// What is remembered of a session whose client grants more is bounded by it.
constexpr std::size_t kMostCredit = 1'000;
// In one turn; what is left goes in the next ones, between which others have theirs.
constexpr std::size_t kExpiredAtOnce = 1'000;
constexpr std::size_t kMailboxesAtOnce = 1'000;
constexpr Duration kNextTurn = std::chrono::milliseconds{100};

void presence_changed(const Context& context, Session& session) {
  const bool receptive = session.is_available() && session.priority >= 0;
  if (receptive == session.mailbox.receptive) return;
  if (receptive) {
    start_backlog(context, session);
  } else {
    stop_delivery(context, session);
  }
}

// OFF-05.
void take_credit(const Context& context, Session& session, const xml::Element& element) {
  const auto credit = stanza::offline::Credit::parse(element);
  if (!session.acks || !credit) return context.outlet.end(session, {"bad-format", "a credit that is none", {}});
  session.mailbox.credit = std::min(credit->messages, kMostCredit);
  continue_delivery(context, session);
}

// OFF-19.
void take_clean(const Context& context, Session& session, const xml::Element& element) {
  const auto clean = stanza::offline::Clean::parse(element);
  if (!session.acks || !clean) return context.outlet.end(session, {"bad-format", "a clean that is none", {}});
  context.outlet.touch(session);
  if (clean->what == kMessages) Mailbox(context.turn, session.account(), session.device).mark_lost(false);
}

// OFF-03. Entries lie in the order in which they came, so the first that is young ends the search; a mailbox is listed by its first. What
// clocks that jump have put out of order goes late, and never early.
std::size_t expire(const Context& context, const Mailbox::Listed& of, WallTime before, std::size_t most) {
  Mailbox mailbox(context.turn, of.account, of.device);
  std::vector<MailboxEntry> old;
  mailbox.scan(0, [&](const MailboxEntry& entry) {
    if (entry.stamp >= before || old.size() >= most) return false;
    old.push_back(entry);
    return true;
  });
  for (const MailboxEntry& entry : old) {
    const std::string text = text_of(context, of.account, entry);
    (void)forget_entry(context, of.account, of.device, entry.number);
    if (of.device == kPhone) {
      bounce(context, of.account, text, "expired");
    } else {
      mailbox.mark_lost(true);
    }
  }
  mailbox.list_anew();
  return old.size();
}

// True if there may be more.
bool expire_some(const Context& context) {
  const WallTime before = in_milliseconds(context.turn.steady_wall() - context.limits().mailbox_time);
  std::size_t left = kExpiredAtOnce;
  const std::vector<Mailbox::Listed> all = Mailbox::listed_before(context.turn, before, kMailboxesAtOnce);
  for (const Mailbox::Listed& listed : all) {
    left -= expire(context, listed, before, left);
    if (left == 0) return true;
  }
  return all.size() == kMailboxesAtOnce;
}

}  // namespace

Feature offline() {
  const auto next = std::make_shared<std::optional<Instant>>();  // while an hour's work is not done
  const auto go_on = [next](const Context& context) {
    *next = expire_some(context) ? std::optional(context.now().monotonic + kNextTurn) : std::nullopt;
  };
  return {.name = "offline",
          .disco = {"msgoffline", stanza::offline::kNs},
          .nonzas = {{stanza::offline::kNs, "credit", take_credit}, {stanza::offline::kNs, "clean", take_clean}},
          .registered =
              [](const Context& context, const std::string& account, Registration which) {
                const bool is_foreign = which == Registration::AnotherDevice && context.config.queued_mail == QueuedMail::Bounce;
                if (is_foreign) bounce_waiting(context, account);
              },
          .device_forgotten = [](const Context& context, const std::string& account,
                                 const std::string& device) { Mailbox(context.turn, account, device).forget(); },
          .forgotten =
              [](const Context& context, const std::string& account) {
                bounce_waiting(context, account);
                Mailbox(context.turn, account, kPhone).forget();
              },
          .presence_changed = presence_changed,
          .written = [](const Context& context, Session& session) { continue_delivery(context, session); },
          .detached = [](const Context&, Session& session) { pause_delivery(session); },
          .resumed = [](const Context& context, Session& session) { resume_delivery(context, session); },
          .closed =
              [](const Context& context, Session& session) {
                if (!session.replaced) inherit_entries(context, session);
              },
          .hourly = go_on,
          .next_deadline = [next](const Context&) { return *next; },
          .due = go_on};
}

}  // namespace assay::server::features
