#pragma once
// Presence subscriptions between accounts of this server (RFC 6121 section 3 and appendix A): each change is made on both rosters in one
// turn, with the stanzas and pushes that it causes.

#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// `account` did to `contact` (an address of this server) what the presence type says.
void subscribe(const Context& context, const std::string& account, const jid::Jid& contact, const xml::Element& stanza);
void subscribed(const Context& context, const std::string& account, const jid::Jid& contact);
void unsubscribe(const Context& context, const std::string& account, const jid::Jid& contact);
void unsubscribed(const Context& context, const std::string& account, const jid::Jid& contact);

/// Gives a session the requests that wait for its user's answer.
void show_pending_requests(const Context& context, Session& session);

/// Both list each other: both see each other's presence from now on, without asking (spec chapter 03).
void make_mutual(const Context& context, const std::string& account, const std::string& contact);

}  // namespace assay::server
