// One-to-one messages (RFC 6121 sections 5 and 8.5; spec chapter 04): stored in the recipient's mailbox, given to its sessions,
// acknowledged to the sender once durable, and copied to the sessions that want carbons. Errors are never answered by errors and never
// stored. What a message may say about another one is in message_rules.hpp.

#include <memory>

#include "reference/server/blocks.hpp"
#include "reference/server/carbons.hpp"
#include "reference/server/contact_budget.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/marks.hpp"
#include "reference/server/message_pace.hpp"
#include "reference/server/message_rules.hpp"
#include "reference/server/openings.hpp"
#include "reference/server/post.hpp"
#include "reference/server/sent_ids.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

using stanza::cxmpp_error;
using stanza::stanza_error;

constexpr std::string_view kHints = "urn:xmpp:hints";

// Neither is what says so itself (XEP-0334).
bool is_fleeting(const xml::Element& message) {
  return message.attribute("type") == "headline" || message.find_child(kHints, "no-store") || is_typing(message);
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
std::optional<stanza::StanzaError> fault_of(const Context& context, const Session& session, const xml::Element& message, const jid::Jid& to,
                                            const std::optional<stanza::Kind>& kind) {
  const std::string_view id = message.attribute("id");
  if (session.acks && (id.empty() || id.size() > context.limits().message_id_octets)) return cxmpp_error("bad-id");
  if (!context.is_local(to)) return stanza_error("remote-server-not-found");
  if (to.local().empty() || message.attribute("type") == "groupchat") return stanza_error("service-unavailable");
  if (!kind) return cxmpp_error("bad-kind");
  if (const auto fault = fault_of_payload(context, message, *kind)) return fault;
  if (const auto wait = charge_recipient(context, session, to)) return cxmpp_error("rate-limit", *wait);
  if (const auto wait = is_fleeting(message) ? std::nullopt : charge_opening(context, session, to)) return cxmpp_error("rate-limit", *wait);
  if (!context.accounts.exists(to.local())) return stanza_error("service-unavailable");
  // RFC 6121 section 8.5.3.2.1: only a chat goes on to the account.
  if (!to.is_bare() && message.attribute("type") != "chat" && !context.sessions.find(to)) return stanza_error("service-unavailable");
  return std::nullopt;
}

enum class Reception {
  Given,
  Withheld,  ///< the addressee has blocked the sender (MSG-15), or may not know that he is there (MSG-11): the answer is as if
};

bool tells_of_sender(const xml::Element& message, const stanza::Kind& kind) {
  return kind.type == stanza::MessageKind::Receipt || is_typing(message);
}

Reception reception_of(const Context& context, const Session& session, const xml::Element& message, const jid::Jid& to,
                       const stanza::Kind& kind) {
  if (Blocks(context).has(to.local(), session.full)) return Reception::Withheld;
  return tells_of_sender(message, kind) && !may_know_of(context, session, to) ? Reception::Withheld : Reception::Given;
}

// Of those to the recipient's sessions none, if he gets nothing.
std::vector<Carbon> carbons_for(const Context& context, const Session& session, const xml::Element& message, const jid::Jid& to,
                                Reception reception) {
  std::vector<Carbon> carbons = carbons_of(context, session, message, to);
  if (reception == Reception::Withheld)
    std::erase_if(carbons, [&](const Carbon& carbon) { return carbon.to->account() != session.account(); });
  return carbons;
}

// Why it cannot be taken, though its like could be: it says what it may not of another message, or comes too fast. Receipts are counted
// apart, and come in bursts for all that waited.
std::optional<stanza::StanzaError> fault_of_fresh(const Context& context, const Session& session, const std::string& to,
                                                  const stanza::Kind& kind, Bursts& bursts) {
  if (const auto fault = fault_of_reference(context, session.account(), to, kind)) return fault;
  const bool is_receipt = kind.type == stanza::MessageKind::Receipt;
  if (!is_receipt && !bursts.charge(session.account(), to, context.now().monotonic, context.limits().message_burst)) {
    return cxmpp_error("rate-limit", std::chrono::seconds{1});
  }
  const auto wait = charge_hour(context, session.account(), is_receipt ? to + "/receipt" : to, context.limits().messages_per_hour);
  return wait ? std::optional(cxmpp_error("rate-limit", *wait)) : std::nullopt;
}

void take_stored(const Context& context, Session& session, xml::Element& message, const jid::Jid& to, const stanza::Kind& kind,
                 Reception reception, Bursts& bursts) {
  SentIds sent(context.turn, context.limits());
  const std::string id{message.attribute("id")};
  const bool is_content = kind.type == stanza::MessageKind::Content;
  SentIds::Known known{{}, in_milliseconds(context.now().wall), {}};
  if (is_content) known.addressees.push_back(mark_of(context, session.account(), to.local()));
  if (session.acks) {
    known.digest = content_digest(message);
    const std::optional<SentIds::Known> before = sent.find(session.account(), id);
    if (before && !before->digest.empty()) {
      if (before->digest != known.digest) return context.refuse(session, message, cxmpp_error("conflict"));
      return acknowledge(context, session, message, before->stamp);
    }
  }
  if (const auto fault = fault_of_fresh(context, session, to.local(), kind, bursts)) return context.refuse(session, message, *fault);
  if (!message.has_attribute("to")) message.set_attribute("to", to.text());
  std::vector<Carbon> carbons = carbons_for(context, session, message, to, reception);
  // MSG-24: the account's other devices get theirs through their mailboxes.
  std::erase_if(carbons,
                [&](const Carbon& carbon) { return carbon.to->account() == session.account() && carbon.to->device != session.device; });
  const xml::Element original = message;
  strip_private(message);
  const bool given = reception == Reception::Given;
  if (given) withdraw_revoked(context, session, to.local(), kind);
  if (!post(context, message, to, known.stamp, given ? Posting::ForReal : Posting::ForShow)) {
    return context.refuse(session, message, cxmpp_error("queue-full"));
  }
  send_carbons(context, carbons);
  post_sent_copies(context, session, original, to, known.stamp);
  if (session.acks) {
    sent.remember(session.account(), id, known);
    acknowledge(context, session, message, known.stamp);
  } else if (is_content && !id.empty()) {
    sent.note_unacknowledged(session.account(), id, known.addressees.front(), known.stamp);
  }
}

// That it is not kept exempts it from no rule.
void take_fleeting(const Context& context, Session& session, xml::Element& message, const jid::Jid& to, const stanza::Kind& kind,
                   Reception reception, Bursts& bursts) {
  if (const auto fault = fault_of_reference(context, session.account(), to.local(), kind)) return context.refuse(session, message, *fault);
  if (!bursts.charge(session.account(), to.local(), context.now().monotonic, context.limits().message_burst)) {
    return context.refuse(session, message, cxmpp_error("rate-limit", std::chrono::seconds{1}));
  }
  const std::vector<Carbon> carbons = carbons_for(context, session, message, to, reception);
  strip_private(message);
  if (reception == Reception::Given) (void)deliver_ephemeral(context, to, message);
  send_carbons(context, carbons);
  acknowledge(context, session, message, in_milliseconds(context.now().wall));
}

Verdict take(const Context& context, Session& session, xml::Element& message, Bursts& bursts) {
  const std::string* address = message.find_attribute("to");
  const std::optional<jid::Jid> to = address ? jid::Jid::parse(*address) : session.bare;
  if (message.attribute("type") == "error") {
    forward_error(context, session, message, to);
    return Verdict::Taken;
  }
  const std::optional<stanza::Kind> kind = stanza::kind_of(message);
  if (const std::optional<stanza::StanzaError> fault = fault_of(context, session, message, *to, kind)) {
    context.refuse(session, message, *fault);
    return Verdict::Taken;
  }
  strip_forged_marks(context, message, to->bare().text());
  const Reception reception = reception_of(context, session, message, *to, *kind);
  if (is_fleeting(message)) {
    take_fleeting(context, session, message, *to, *kind, reception, bursts);
  } else {
    take_stored(context, session, message, *to, *kind, reception, bursts);
  }
  return Verdict::Taken;
}

}  // namespace

Feature messages() {
  return {.name = "messages",
          .disco = {stanza::kMessageNs},
          .message = [bursts = std::make_shared<Bursts>()](const Context& context, Session& session,
                                                           xml::Element& message) { return take(context, session, message, *bursts); },
          .forgotten =
              [](const Context& context, const std::string& account) {
                SentIds(context.turn, context.limits()).forget(account);
                forget_pace(context, account);
                forget_openings(context, account);
              }};
}

}  // namespace assay::server::features
