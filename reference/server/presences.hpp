#pragma once
// Presence from sessions to those who may see it (RFC 6121 section 4), and between whom no block lies (XEP-0191). All contacts are local:
// there is no federation.

#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// Sends the available presence of every session of `account` to the sessions of `observer`, as an answer to a probe does.
void show_presence(const Context& context, const std::string& account, const std::string& observer);
/// The same to one session.
void show_presence(const Context& context, const std::string& account, Session& observer);
/// Sends an unavailable presence for every available session of `account` to the sessions of `observer`.
void hide_presence(const Context& context, const std::string& account, const std::string& observer);

/// Sends a presence of the session to every available session of an account, addressed to it.
void send_presence(const Context& context, xml::Element presence, const std::string& observer);

}  // namespace assay::server
