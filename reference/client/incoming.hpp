#pragma once
// What becomes of a message that reached us, by itself or as a copy of what another session of the account got.

#include <optional>
#include <string>

#include "reference/client/session.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

enum class Route {
  Direct,  ///< for this session: acknowledged, and answered with a receipt if one is asked for
  Copy,    ///< XEP-0280: shown, and neither acknowledged (MSG-28) nor answered (section 10.4)
};

/// `message` is of type normal, chat or headline.
void take_message(Session& session, const xml::Element& message, Route route);

/// True if the message had come before: then it is dealt with as the first time was.
[[nodiscard]] bool take_duplicate(Session& session, const xml::Element& message);

/// A message that says something to the client itself: `event` tells the caller, once however often it comes, and its entry goes when he
/// has taken that.
void take_notice(Session& session, const xml::Element& message, Event event);

/// Edited or Revoked, where `message` says so of one of its sender's, under whose name `author` the log knows that, and may (MSG-18).
[[nodiscard]] std::optional<Event> change_of_own(Session& session, const xml::Element& message, const std::string& author,
                                                 const stanza::Kind& kind, WallTime stamp);

/// Of the mailbox, that it came in; "" if none.
[[nodiscard]] std::string entry_of(const Session& session, const xml::Element& message);

/// Lets its entry go from the mailbox: there is nothing in it for the caller.
void acknowledge_entry(Session& session, const xml::Element& message);

}  // namespace assay::client
