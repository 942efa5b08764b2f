#include "reference/server/delivery.hpp"

#include <algorithm>
#include <vector>

#include "reference/server/acknowledging.hpp"
#include "reference/server/entry_text.hpp"
#include "reference/stanza/offline.hpp"

namespace assay::server {
namespace {

// A backlog fills half of what may lie unsent, so that live traffic beside it does not cut the connection.
bool has_room(const Context& context, const Session& session) {
  if (!session.connection || session.connection->unsent() >= context.limits().output_octets / 2) return false;
  return !session.management || session.management->takes_mail(context.limits());
}

// What lets the entry go: the client's acknowledgement of its id (ack:1), else its count of stanzas (XEP-0198), else, for want of a better
// sign of delivery, that the octets left (XEP-0160).
void give(const Context& context, Session& session, std::uint64_t number, std::string_view text) {
  const bool by_count = !session.acks && session.management;
  context.send(session, SentStanza{std::string(text), by_count ? std::optional(number) : std::nullopt});
  // Clients that leave without a last count would get it again: many count only when they are asked.
  if (by_count && session.connection && !session.management->asked) ask(context, session);
  if (!session.acks && !by_count) session.mailbox.unwritten.push({session.connection->queued(), number});
}

Mailbox mailbox_of(const Context& context, const Session& session) { return {context.turn, session.account(), session.device}; }

// Entries of the backlog go no further ahead of the acknowledgements than that.
bool has_credit(const Context& context, const Session& session) {
  const MailboxProgress& progress = session.mailbox;
  return !session.acks || progress.unanswered.size() < (progress.credit > 0 ? progress.credit : context.limits().backlog_batch);
}

// An entry for another resource that is bound is that one's.
bool is_for(const Context& context, const Session& session, const MailboxEntry& entry) {
  if (entry.resource.empty() || entry.resource == session.full.resource()) return true;
  const std::vector<Session*>& all = context.sessions.of(session.account());
  return std::none_of(all.begin(), all.end(),
                      [&](const Session* other) { return other->device == session.device && other->full.resource() == entry.resource; });
}

// Left to the session that it names, as long as there is one.
void pass_over(Session& session, const MailboxEntry& entry) { session.mailbox.passed.insert(entry.number); }

void give_from_mailbox(const Context& context, Session& session, const MailboxEntry& entry) {
  MailboxProgress& progress = session.mailbox;
  progress.cursor = entry.number;
  if (progress.ahead.erase(entry.number) > 0) return;
  if (!is_for(context, session, entry)) return pass_over(session, entry);
  const bool waited = entry.number < progress.backlog_end;
  const std::string& account = session.account();
  give(context, session, entry.number, waited ? delayed_text_of(context, account, entry) : text_of(context, account, entry));
  if (!waited) return;
  ++progress.backlog_total;
  if (session.acks) progress.unanswered.insert(entry.number);
}

void end_backlog(const Context& context, Session& session) {
  MailboxProgress& progress = session.mailbox;
  if (!progress.in_backlog) return;
  progress.in_backlog = false;
  if (session.acks) context.send(session, stanza::offline::End{progress.backlog_total}.write());
}

// What nobody else is there for any more, while there is room. It is late, and says so.
void give_passed(const Context& context, Session& session) {
  MailboxProgress& progress = session.mailbox;
  context.outlet.touch(session);
  for (auto at = progress.passed.begin(); at != progress.passed.end();) {
    const std::optional<MailboxEntry> entry = mailbox_of(context, session).find(*at);
    if (entry && !is_for(context, session, *entry)) {
      ++at;
      continue;
    }
    if (entry && !has_room(context, session)) return;
    if (entry) give(context, session, entry->number, delayed_text_of(context, session.account(), *entry));
    at = progress.passed.erase(at);
  }
  progress.passed_due = false;
}

// Gives entries behind the cursor while there is room.
void catch_up(const Context& context, Session& session) {
  MailboxProgress& progress = session.mailbox;
  context.outlet.touch(session);
  bool all = true;
  mailbox_of(context, session).scan(progress.cursor, [&](const MailboxEntry& entry) {
    if (!has_room(context, session) || (entry.number < progress.backlog_end && !has_credit(context, session))) {
      all = false;
      return false;
    }
    if (entry.number >= progress.backlog_end) end_backlog(context, session);
    give_from_mailbox(context, session, entry);
    return true;
  });
  if (!all) return;
  end_backlog(context, session);
  progress.caught_up = true;
  if (progress.passed_due) give_passed(context, session);
}

std::size_t sessions_of_device(const Context& context, const Session& session) {
  const std::vector<Session*>& all = context.sessions.of(session.account());
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Session* other) { return other->device == session.device; }));
}

std::size_t waiting(const Context& context, Session& session, const MailboxSize& size) {
  if (session.mailbox.cursor == 0 && session.mailbox.ahead.empty() && sessions_of_device(context, session) == 1) {
    return static_cast<std::size_t>(size.entries);
  }
  std::size_t count = 0;
  mailbox_of(context, session).scan(session.mailbox.cursor, [&](const MailboxEntry& entry) {
    if (session.mailbox.ahead.count(entry.number) == 0 && is_for(context, session, entry)) ++count;
    return true;
  });
  return count;
}

void deliver_fresh_to(const Context& context, Session& session, const MailboxEntry& entry) {
  MailboxProgress& progress = session.mailbox;
  const bool named = entry.resource == session.full.resource();
  if (!progress.receptive) {
    if (!named || (session.management && !session.management->takes_mail(context.limits()))) return;
    // RFC 6121 section 8.5.3.1: a bound resource gets what names it, available or not.
    give(context, session, entry.number, text_of(context, session.account(), entry));
    progress.ahead.insert(entry.number);
    return;
  }
  if (!progress.caught_up) return;  // catch_up() will come to it
  context.outlet.touch(session);
  if (session.management && !session.management->takes_mail(context.limits())) {
    progress.caught_up = false;
    return;
  }
  progress.cursor = entry.number;
  if (!is_for(context, session, entry)) return pass_over(session, entry);
  give(context, session, entry.number, text_of(context, session.account(), entry));
}

}  // namespace

void deliver_fresh(const Context& context, const std::string& account, const std::string& device, const MailboxEntry& entry) {
  for (Session* session : context.sessions.of(account)) {
    if (session->device == device) deliver_fresh_to(context, *session, entry);
  }
}

void start_backlog(const Context& context, Session& session) {
  MailboxProgress& progress = session.mailbox;
  const MailboxSize size = mailbox_of(context, session).size();
  progress.receptive = true;
  progress.caught_up = false;
  progress.in_backlog = true;
  progress.backlog_end = size.next;
  progress.backlog_total = 0;
  progress.unanswered.clear();
  if (session.acks && size.lost) context.send(session, stanza::offline::Dirty{kMessages}.write());
  if (session.acks) context.send(session, stanza::offline::Summary{waiting(context, session, size)}.write());
  catch_up(context, session);
}

void pause_delivery(Session& session) {
  session.mailbox.caught_up = false;
  session.mailbox.in_backlog = false;
  session.mailbox.unwritten.clear();  // whether they arrived nobody knows: they stay
}

void resume_delivery(const Context& context, Session& session) {
  if (session.mailbox.receptive) start_backlog(context, session);
}

void stop_delivery(const Context& context, Session& session) {
  context.outlet.touch(session);
  session.mailbox.receptive = false;
  session.mailbox.caught_up = false;
  end_backlog(context, session);
}

bool forget_entry(const Context& context, const std::string& account, const std::string& device, std::uint64_t number) {
  const bool erased = Mailbox(context.turn, account, device).erase(number);
  for (Session* session : context.sessions.of(account)) {
    if (session->device != device) continue;
    MailboxProgress& progress = session->mailbox;
    progress.ahead.erase(number);
    progress.passed.erase(number);
    const bool has_waited_for_it = progress.unanswered.erase(number) > 0 && progress.receptive && !progress.caught_up;
    if (has_waited_for_it && has_room(context, *session)) catch_up(context, *session);
  }
  return erased;
}

void inherit_entries(const Context& context, const Session& gone) {
  for (Session* session : context.sessions.of(gone.account())) {
    if (session->device != gone.device || session->mailbox.passed.empty()) continue;
    session->mailbox.passed_due = true;
    if (session->mailbox.caught_up) give_passed(context, *session);
  }
}

void continue_delivery(const Context& context, Session& session) {
  MailboxProgress& progress = session.mailbox;
  if (!session.connection) return;
  const std::uint64_t left = session.connection->left();
  while (!progress.unwritten.empty() && progress.unwritten.front().end <= left) {
    context.outlet.touch(session);
    const std::uint64_t entry = progress.unwritten.take().entry;
    (void)forget_entry(context, session.account(), session.device, entry);
  }
  if (!progress.receptive || !has_room(context, session)) return;
  if (!progress.caught_up) {
    catch_up(context, session);
  } else if (progress.passed_due) {
    give_passed(context, session);
  }
}

bool is_reached(const Context& context, const Session& session, const jid::Jid& to) {
  const Session* named = to.is_bare() ? nullptr : context.sessions.find(to);
  return named ? named == &session : session.mailbox.receptive;
}

bool deliver_ephemeral(const Context& context, const jid::Jid& to, const xml::Element& message) {
  bool any = false;
  for (Session* session : context.sessions.of(to.local())) {
    if (!is_reached(context, *session, to)) continue;
    context.send(*session, message);
    any = true;
  }
  return any;
}

}  // namespace assay::server
