#pragma once
// What of an encrypted message stands in its envelope, and what beside it in the clear (spec chapter 07, sections 10 and 12). Without keys:
// sealing.hpp and group_sealing.hpp encrypt.

#include <string>
#include <string_view>
#include <vector>

#include "reference/client/session.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// The bare address in it; "" if it is none.
[[nodiscard]] std::string bare_of(std::string_view address);

/// Whether it is the wish for a receipt, which stays in the clear.
[[nodiscard]] bool is_wish(const xml::Element& element);
/// What goes inside, out of what the message says: all but its kind, the wish for a receipt and a group's recipients, which the server's
/// rules go by.
[[nodiscard]] std::vector<xml::Element> inside_of(const std::vector<xml::Element>& contents);
/// What is kept of a message that is sealed, for who cannot read it: its kind, and what stands in its envelope.
[[nodiscard]] std::vector<xml::Element> sealed_content_of(const Outgoing& outgoing);
/// Content, where none is said.
[[nodiscard]] stanza::Kind kind_in(const std::vector<xml::Element>& contents);
/// Of a message of ours, now. `to` is an account or a group.
[[nodiscard]] e2e::Binding binding_of(const Session& session, const std::string& to, const std::string& id, stanza::MessageKind kind);

/// The message as it was before it was sealed. Of its clear part only what says how it came, and what it is by the server's rules: the rest
/// anybody may have put there.
[[nodiscard]] xml::Element opened(const xml::Element& message, const std::vector<xml::Element>& content);

/// The group's own part of a message in it: its place, and what says how it came.
[[nodiscard]] xml::Element place_of(const xml::Element& message);
[[nodiscard]] xml::Element opened_in_group(const xml::Element& message, const std::vector<xml::Element>& content);
/// Its place, and that nobody can read it here.
[[nodiscard]] xml::Element unread_in_group(const xml::Element& message, const std::string& fault, bool asked_again);

}  // namespace assay::client
