#include "reference/server/message_rules.hpp"

#include <algorithm>

#include "reference/server/marks.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/sent_ids.hpp"
#include "reference/server/withdraw.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

constexpr std::string_view kChatStates = "http://jabber.org/protocol/chatstates";
constexpr std::string_view kHints = "urn:xmpp:hints";

using stanza::cxmpp_error;
using stanza::Kind;
using stanza::MessageKind;

constexpr std::string_view kOmemo = "urn:xmpp:omemo:2";
constexpr std::string_view kEndToEnd = "urn:cxmpp:e2e:1";
// Octets of base64. What fits in the smallest bucket of chapter 07 takes less, sealed and signed; what needs the next one takes more.
constexpr std::size_t kSealedReactionOctets = 1'024;

// What a reaction says: in the clear, and in the largest of its sealed parts. Keys for devices do not count.
struct Weight {
  std::size_t clear = 0;
  std::size_t sealed = 0;
};

void weigh(const xml::Element& element, Weight& weight) {
  if (element.is(kOmemo, "header")) return;
  if (element.is(kOmemo, "payload") || element.is(kEndToEnd, "sealed")) {
    weight.sealed = std::max(weight.sealed, element.text().size());
    return;
  }
  weight.clear += element.text().size();
  for (const xml::Element* child : element.children()) weigh(*child, weight);
}

bool is_letter(const xml::Element& message, const Limits& limits) {
  Weight weight;
  weigh(message, weight);
  return weight.clear > limits.reaction_octets || weight.sealed > kSealedReactionOctets;
}

// What people say to one another, wherever it stands: inside a message that is passed on, too.
bool says_in_the_clear(const xml::Element& element) {
  constexpr std::string_view kReactions = "urn:xmpp:reactions:0";
  constexpr std::string_view kHtml = "http://jabber.org/protocol/xhtml-im";
  if (element.is(xml::ns::kClient, "body") || element.is(xml::ns::kClient, "subject")) return true;
  if (element.is(kReactions, "reactions") || element.is(kHtml, "html")) return true;
  const auto children = element.children();
  return std::any_of(children.begin(), children.end(), [](const xml::Element* child) { return says_in_the_clear(*child); });
}

// To the account or to any of its sessions.
bool has_directed(const Session& session, const std::string& bare) {
  const auto first = session.directed.lower_bound(bare + '/');
  return session.directed.count(bare) != 0 || (first != session.directed.end() && first->starts_with(bare + '/'));
}

std::optional<SentIds::Known> sent(const Context& context, const std::string& account, const std::string& addressee,
                                   const std::string& id) {
  const std::optional<SentIds::Known> known = SentIds(context.turn, context.limits()).find(account, id);
  return known && known->went_to(mark_of(context, account, addressee)) ? known : std::nullopt;
}

// However the address is spelled.
bool names(std::string_view text, const std::string& address) {
  const std::optional<jid::Jid> jid = jid::Jid::parse(text);
  return text == address || (jid && jid->text() == address);
}

// XEP-0085, and its like for voice notes (AV-02).
bool is_activity(const xml::Element& element) { return element.ns() == kChatStates || element.is(stanza::kMessageNs, "recording"); }

}  // namespace

bool is_typing(const xml::Element& message) {
  bool typing = false;
  for (const xml::Element* child : message.children()) {
    if (is_activity(*child)) {
      typing = true;
    } else if (child->local() != "thread" && !child->is(stanza::kMessageNs, "kind") && child->ns() != kHints) {
      return false;
    }
  }
  return typing;
}

std::optional<stanza::StanzaError> fault_of_reference(const Context& context, const std::string& account, const std::string& addressee,
                                                      const Kind& kind) {
  if (kind.type == MessageKind::Receipt) {
    if (!sent(context, addressee, account, kind.ref)) return cxmpp_error("no-such-message");
    return std::nullopt;
  }
  if (kind.type != MessageKind::Edit && kind.type != MessageKind::Revoke) return std::nullopt;
  const std::optional<SentIds::Known> original = sent(context, account, addressee, kind.ref);
  if (!original) return cxmpp_error("no-such-message");
  const Duration window = kind.type == MessageKind::Edit ? context.limits().edit_window : context.limits().revoke_window;
  if (context.now().wall - original->stamp > window) return cxmpp_error("too-late");
  return std::nullopt;
}

std::optional<stanza::StanzaError> fault_of_clear(const Context& context, const xml::Element& message) {
  const bool refused = context.config.end_to_end == EndToEnd::Required && says_in_the_clear(message);
  return refused ? std::optional(cxmpp_error("encryption-required")) : std::nullopt;
}

std::optional<stanza::StanzaError> fault_of_payload(const Context& context, const xml::Element& message, const Kind& kind) {
  if (const auto fault = fault_of_clear(context, message)) return fault;
  if (kind.type == MessageKind::Reaction && is_letter(message, context.limits())) return cxmpp_error("reaction-too-large");
  return std::nullopt;
}

void withdraw_revoked(const Context& context, const Session& sender, const std::string& addressee, const Kind& kind) {
  if (kind.type != MessageKind::Revoke) return;
  const std::optional<SentIds::Known> original = sent(context, sender.account(), addressee, kind.ref);
  if (original) withdraw(context, addressee, sender.bare_text, kind.ref, original->stamp);
}

void strip_forged_marks(const Context& context, xml::Element& message, const std::string& recipient) {
  std::erase_if(message.content(), [&](const xml::Content& item) {
    const auto* child = std::get_if<xml::Element>(&item);
    if (!child) return false;
    return (child->is(stanza::kStanzaIdNs, "stanza-id") && names(child->attribute("by"), recipient)) ||
           (child->is(stanza::kDelayNs, "delay") && names(child->attribute("from"), context.config.domain));
  });
}

bool may_know_of(const Context& context, const Session& session, const jid::Jid& to) {
  if (to.local() == session.account()) return true;
  if (has_directed(session, to.bare().text())) return true;
  const std::optional<RosterRecord> record = Rosters(context).find(session.account(), to.bare());
  return record && record->sees_us();
}

}  // namespace assay::server
