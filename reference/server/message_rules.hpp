#pragma once
// What a message may say about another one (spec chapter 04), and to whom an account may show that somebody is there. Features that take
// messages ask here.

#include <optional>
#include <string>

#include "reference/server/context.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/kind.hpp"

namespace assay::server {

/// Nothing but who is typing or recording: never stored (MSG-17).
[[nodiscard]] bool is_typing(const xml::Element& message);

/// What is wrong with a message of this kind from `account` to `addressee`, both accounts here, because of the message that it refers to:
/// a receipt for what the addressee did not send to the account (MSG-09, MSG-12), a change of what the account did not send to him, or
/// too late (MSG-18).
[[nodiscard]] std::optional<stanza::StanzaError> fault_of_reference(const Context& context, const std::string& account,
                                                                    const std::string& addressee, const stanza::Kind& kind);

/// Of a server that requires encryption (spec chapter 07, section 11).
inline constexpr const char* kEncryptionRequired = "urn:cxmpp:e2e:required:1";

/// What it says in the clear where the operator wants all of that encrypted (ENC-01a): in chats, groups and broadcasts.
[[nodiscard]] std::optional<stanza::StanzaError> fault_of_clear(const Context& context, const xml::Element& message);

/// What is wrong with its payload: a reaction that is a letter (MSG-13d), and what fault_of_clear() says.
[[nodiscard]] std::optional<stanza::StanzaError> fault_of_payload(const Context& context, const xml::Element& message,
                                                                  const stanza::Kind& kind);

/// A revocation was taken: what it takes back need not wait any more (OFF-20). Nothing happens for other kinds.
void withdraw_revoked(const Context& context, const Session& sender, const std::string& addressee, const stanza::Kind& kind);

/// Takes out what only the recipient's server may say: its id for the message (XEP-0359 section 6) and when it came (MSG-19). `recipient`
/// is a bare address.
void strip_forged_marks(const Context& context, xml::Element& message, const std::string& recipient);

/// Whether the addressee may learn that the account is there: who may see its presence, and itself (MSG-11).
[[nodiscard]] bool may_know_of(const Context& context, const Session& session, const jid::Jid& to);

}  // namespace assay::server
