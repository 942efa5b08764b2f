#pragma once
// Messages as text: what differs between those who get one is written into it, without reading it again.

#include <cstdint>
#include <string>
#include <string_view>

#include "reference/server/context.hpp"
#include "reference/server/mailbox.hpp"

namespace assay::server {

/// The message as written in the scope of jabber:client; it ends in its closing tag, whether or not it has children.
[[nodiscard]] std::string closed_text(const xml::Element& message);
/// A closed text with the id of its entry in the mailbox of `recipient`, a bare address (XEP-0359).
[[nodiscard]] std::string with_stanza_id(std::string text, const std::string& recipient, std::uint64_t number);
/// What the entry's device is given: `account` is whose it is.
[[nodiscard]] std::string text_of(const Context& context, const std::string& account, const MailboxEntry& entry);
/// The same of an entry that waited: it says since when (XEP-0203).
[[nodiscard]] std::string delayed_text_of(const Context& context, const std::string& account, const MailboxEntry& entry);

}  // namespace assay::server
