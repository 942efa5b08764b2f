// One-to-one messages (RFC 6121 sections 5 and 8.5; spec chapter 04): stored in the recipient's mailbox, given to its sessions,
// acknowledged to the sender once durable, and copied to the sessions that want carbons. Errors are never answered by errors and never
// stored.

#include "reference/server/blocks.hpp"
#include "reference/server/carbons.hpp"
#include "reference/server/contact_budget.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/post.hpp"
#include "reference/server/sent_ids.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

using stanza::cxmpp_error;
using stanza::stanza_error;

constexpr std::string_view kChatStates = "http://jabber.org/protocol/chatstates";
constexpr std::string_view kHints = "urn:xmpp:hints";

// Typing is never stored (MSG-17), nor is what says so itself (XEP-0334).
bool is_fleeting(const xml::Element& message) {
  if (message.attribute("type") == "headline" || message.find_child(kHints, "no-store")) return true;
  bool state = false;
  bool other = false;
  for (const xml::Content& item : message.content()) {
    const auto* child = std::get_if<xml::Element>(&item);
    if (!child || child->local() == "thread") continue;
    (child->ns() == kChatStates ? state : other) = true;
  }
  return state && !other;
}

void acknowledge(const Context& context, Session& session, const xml::Element& message, WallTime stamp) {
  if (session.acks) context.send(session, stanza::ack::Ack{std::string{message.attribute("id")}, stamp}.write());
}

// Whoever could not be reached is told so by an error of a bound session only: it never waits.
void forward_error(const Context& context, const Session& session, const xml::Element& message, const std::optional<jid::Jid>& to) {
  if (!to || to->is_bare() || !context.is_local(*to) || Blocks(context).separate(session.full, *to)) return;
  if (Session* target = context.sessions.find(*to)) context.send(*target, message);
}

// Why the message cannot be taken, if it cannot.
std::optional<stanza::StanzaError> fault_of(const Context& context, const Session& session, const xml::Element& message,
                                            const jid::Jid& to) {
  const std::string_view id = message.attribute("id");
  if (session.acks && (id.empty() || id.size() > context.limits().message_id_octets)) return cxmpp_error("bad-id");
  if (!context.is_local(to)) return stanza_error("remote-server-not-found");
  if (to.local().empty() || message.attribute("type") == "groupchat") return stanza_error("service-unavailable");
  if (const auto wait = charge_recipient(context, session, to)) return cxmpp_error("rate-limit", *wait);
  if (!context.accounts.exists(to.local())) return stanza_error("service-unavailable");
  // RFC 6121 section 8.5.3.2.1: only a chat goes on to the account.
  if (!to.is_bare() && message.attribute("type") != "chat" && !context.sessions.find(to)) return stanza_error("service-unavailable");
  return std::nullopt;
}

// However the address is spelled.
bool names(std::string_view text, const std::string& address) {
  const std::optional<jid::Jid> jid = jid::Jid::parse(text);
  return text == address || (jid && jid->text() == address);
}

// What only the recipient's server may say: its id for the message (XEP-0359 section 6) and when it came (MSG-19).
void strip_forged_marks(const Context& context, xml::Element& message, const std::string& recipient) {
  std::erase_if(message.content(), [&](const xml::Content& item) {
    const auto* child = std::get_if<xml::Element>(&item);
    if (!child) return false;
    return (child->is(stanza::kStanzaIdNs, "stanza-id") && names(child->attribute("by"), recipient)) ||
           (child->is(stanza::kDelayNs, "delay") && names(child->attribute("from"), context.config.domain));
  });
}

enum class Reception { Wanted, Blocked };

// Of those to the recipient's sessions none, if he wants nothing from the sender.
std::vector<Carbon> carbons_for(const Context& context, const Session& session, const xml::Element& message, const jid::Jid& to,
                                Reception reception) {
  std::vector<Carbon> carbons = carbons_of(context, session, message, to);
  if (reception == Reception::Blocked)
    std::erase_if(carbons, [&](const Carbon& carbon) { return carbon.to->account() != session.account(); });
  return carbons;
}

void take_stored(const Context& context, Session& session, xml::Element& message, const jid::Jid& to, Reception reception) {
  SentIds sent(context.turn, context.limits());
  const std::string id{message.attribute("id")};
  SentIds::Known known{{}, in_milliseconds(context.now().wall)};
  if (session.acks) {
    known.digest = content_digest(message);
    if (const std::optional<SentIds::Known> before = sent.find(session.account(), id)) {
      if (before->digest != known.digest) return context.refuse(session, message, cxmpp_error("conflict"));
      return acknowledge(context, session, message, before->stamp);
    }
  }
  if (!message.has_attribute("to")) message.set_attribute("to", to.text());
  std::vector<Carbon> carbons = carbons_for(context, session, message, to, reception);
  // MSG-24: the account's other devices get theirs through their mailboxes.
  std::erase_if(carbons,
                [&](const Carbon& carbon) { return carbon.to->account() == session.account() && carbon.to->device != session.device; });
  const xml::Element original = message;
  strip_private(message);
  // MSG-15: a blocked sender is told no other story.
  const Posting posting = reception == Reception::Blocked ? Posting::ForShow : Posting::ForReal;
  if (!post(context, message, to, known.stamp, posting)) return context.refuse(session, message, cxmpp_error("queue-full"));
  send_carbons(context, carbons);
  post_sent_copies(context, session, original, to, known.stamp);
  if (!session.acks) return;
  sent.remember(session.account(), id, known);
  acknowledge(context, session, message, known.stamp);
}

Verdict take(const Context& context, Session& session, xml::Element& message) {
  const std::string* address = message.find_attribute("to");
  const std::optional<jid::Jid> to = address ? jid::Jid::parse(*address) : session.bare;
  if (message.attribute("type") == "error") {
    forward_error(context, session, message, to);
    return Verdict::Taken;
  }
  if (const std::optional<stanza::StanzaError> fault = fault_of(context, session, message, *to)) {
    context.refuse(session, message, *fault);
    return Verdict::Taken;
  }
  strip_forged_marks(context, message, to->bare().text());
  const Reception reception = Blocks(context).has(to->local(), session.full) ? Reception::Blocked : Reception::Wanted;
  if (is_fleeting(message)) {
    const std::vector<Carbon> carbons = carbons_for(context, session, message, *to, reception);
    strip_private(message);
    if (reception == Reception::Wanted) (void)deliver_ephemeral(context, *to, message);
    send_carbons(context, carbons);
    acknowledge(context, session, message, in_milliseconds(context.now().wall));
  } else {
    take_stored(context, session, message, *to, reception);
  }
  return Verdict::Taken;
}

}  // namespace

Feature messages() {
  return {.name = "messages", .message = take, .forgotten = [](const Context& context, const std::string& account) {
            SentIds(context.turn, context.limits()).forget(account);
          }};
}

}  // namespace assay::server::features
