// Broadcast lists (spec chapter 05): one upload, and a message of his own for each recipient who wants to hear of the sender. The list
// itself is nowhere on the server (BCL-01): what is kept is each recipient's message, and the answer.

#include "reference/stanza/broadcast.hpp"

#include <set>
#include <vector>

#include "reference/crypto/hash.hpp"
#include "reference/server/blocks.hpp"
#include "reference/server/broadcasts.hpp"
#include "reference/server/carbons.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/marks.hpp"
#include "reference/server/message_rules.hpp"
#include "reference/server/post.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/sent_ids.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server::features {
namespace {

namespace broadcast_ = stanza::broadcast;
using broadcast_::Accepted;
using broadcast_::Broadcast;
using broadcast_::Recipient;
using stanza::cxmpp_error;
using stanza::stanza_error;

xml::Element message_for(const Session& session, const Broadcast& broadcast, const Recipient& recipient, const jid::Jid& to) {
  xml::Element message(xml::ns::kClient, "message");
  message.set_attribute("type", "chat")
      .set_attribute("from", session.full_text)
      .set_attribute("to", to.text())
      .set_attribute("id", recipient.id);
  for (const xml::Element& child : broadcast.payload) message.add(child);
  for (const xml::Element& child : recipient.payload) message.add(child);
  return message;
}

// BCL-06: those who have the sender in their own list, and no block against him. Nobody is told who they are.
bool wants(const Context& context, const jid::Jid& to, const Session& session) {
  if (!context.accounts.exists(to.local()) || Blocks(context).has(to.local(), session.full)) return false;
  const std::optional<RosterRecord> record = Rosters(context).find(to.local(), session.bare);
  return record && record->listed;
}

// What is between two, a receipt or who is typing, has rules of its own and no use to many.
bool is_for_many(const stanza::Kind& kind) { return kind.type != stanza::MessageKind::Receipt; }

std::string reason_of(const stanza::StanzaError& error) { return error.application ? error.application->name : error.condition; }

// One upload on its way to its recipients.
class FanOut {
 public:
  FanOut(const Context& context, Session& session, const Broadcast& broadcast)
      : context_(context), session_(session), broadcast_(broadcast), stamp_(in_milliseconds(context.now().wall)) {}

  Accepted run() {
    Accepted accepted{broadcast_.id, stamp_, {}};
    for (const Recipient& recipient : broadcast_.recipients) {
      if (const auto fault = give(recipient)) accepted.refused.push_back({recipient.jid, reason_of(*fault)});
    }
    return accepted;
  }

 private:
  // Why the recipient gets nothing, where the sender may know.
  std::optional<stanza::StanzaError> give(const Recipient& recipient) {
    const std::optional<jid::Jid> address = jid::Jid::parse(recipient.jid);
    if (!address || address->local().empty()) return stanza_error("jid-malformed");
    if (!context_.is_local(*address)) return stanza_error("remote-server-not-found");
    const jid::Jid to = address->bare();
    if (to == session_.bare || !served_.insert(to.text()).second) return std::nullopt;  // BCL-05
    if (recipient.id.size() > context_.limits().message_id_octets) return cxmpp_error("bad-id");
    SentIds sent(context_.turn, context_.limits());
    if (sent.find(session_.account(), recipient.id)) return cxmpp_error("conflict");
    xml::Element message = message_for(session_, broadcast_, recipient, to);
    const std::optional<stanza::Kind> kind = stanza::kind_of(message);
    if (!kind || !is_for_many(*kind) || is_typing(message)) return cxmpp_error("bad-kind");
    if (const auto fault = fault_of_payload(context_, message, *kind)) return fault;
    if (const auto fault = fault_of_reference(context_, session_.account(), to.local(), *kind)) return fault;
    SentIds::Known known{content_digest(message), stamp_, {}};
    if (kind->type == stanza::MessageKind::Content) known.addressees.push_back(mark_of(context_, session_.account(), to.local()));
    strip_forged_marks(context_, message, to.text());
    const xml::Element original = message;
    strip_private(message);
    if (wants(context_, to, session_)) {
      withdraw_revoked(context_, session_, to.local(), *kind);
      if (!post(context_, message, to, stamp_)) return cxmpp_error("queue-full");
    }
    copy(original, to);
    // Of those who get nothing too: what is sent to them later gets the same answers.
    sent.remember(session_.account(), recipient.id, known);
    return std::nullopt;
  }

  // BCL-18: as of what is sent one by one, whoever wants it or not. A recipient's other sessions get theirs by his mailboxes.
  void copy(const xml::Element& original, const jid::Jid& to) {
    std::vector<Carbon> carbons = carbons_of(context_, session_, original, to);
    std::erase_if(carbons,
                  [&](const Carbon& carbon) { return carbon.to->account() != session_.account() || carbon.to->device != session_.device; });
    send_carbons(context_, carbons);
    post_sent_copies(context_, session_, original, to, stamp_);
  }

  const Context& context_;
  Session& session_;
  const Broadcast& broadcast_;
  WallTime stamp_;
  std::set<std::string> served_;  // bare addresses
};

std::size_t distinct_recipients(const Broadcast& broadcast) {
  std::set<std::string> addresses;
  for (const Recipient& recipient : broadcast.recipients) {
    const std::optional<jid::Jid> address = jid::Jid::parse(recipient.jid);
    addresses.insert(address ? address->bare().text() : recipient.jid);
  }
  return addresses.size();
}

IqAnswer answer_again(const std::string& text) {
  auto parsed = xml::parse(text, xml::ns::kClient);
  if (auto* answer = std::get_if<xml::Element>(&parsed)) return std::move(*answer);
  return fail(stanza_error("internal-server-error"));
}

IqAnswer take(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Broadcast> broadcast = Broadcast::parse(payload);
  if (!broadcast || broadcast->recipients.empty()) return fail(stanza_error("bad-request"));
  if (broadcast->id.size() > context.limits().message_id_octets) return fail(cxmpp_error("bad-id"));
  const Broadcasts book(context);
  const Bytes digest = crypto::sha256(xml::write(payload));
  if (const auto before = book.find(session.account(), broadcast->id)) {
    if (before->digest != digest) return fail(cxmpp_error("conflict"));
    return answer_again(before->answer);
  }
  const std::size_t recipients = distinct_recipients(*broadcast);
  if (recipients > context.limits().broadcast_recipients) return fail(cxmpp_error("too-many-recipients"));
  if (const auto wait = book.charge(session.account(), recipients)) return fail(cxmpp_error("rate-limit", *wait));
  const xml::Element answer = FanOut(context, session, *broadcast).run().write();
  book.remember(session.account(), broadcast->id, {digest, xml::write(answer)});
  return answer;
}

}  // namespace

Feature broadcast() {
  return {.name = "broadcast",
          .disco = {broadcast_::kNs},
          .iq = {{"set", broadcast_::kNs, "broadcast", IqHandler::Target::Either, take}},
          .forgotten = [](const Context& context, const std::string& account) { Broadcasts(context).forget(account); }};
}

}  // namespace assay::server::features
