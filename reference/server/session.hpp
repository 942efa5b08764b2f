#pragma once
// A bound resource (RFC 6120 section 7). It lives as long as its connection, or longer if its client may resume it (XEP-0198); nothing in
// it survives the server.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "reference/base/queue.hpp"
#include "reference/jid/jid.hpp"
#include "reference/server/stream_management.hpp"
#include "reference/xml/element.hpp"

namespace assay::server {

class Connection;

/// How far a session has got in its device's mailbox (delivery.hpp).
struct MailboxProgress {
  bool receptive = false;              ///< available with priority >= 0
  bool caught_up = false;              ///< everything up to the mailbox's end was given to the stream; the next message goes out at once
  std::uint64_t cursor = 0;            ///< the highest entry given to the stream or passed over
  bool in_backlog = false;             ///< between <summary/> and <end/>
  std::uint64_t backlog_end = 0;       ///< entries below it waited while the account was away
  std::size_t backlog_total = 0;       ///< entries of the backlog given to the stream so far
  std::size_t credit = 0;              ///< how many of these may be without acknowledgement (OFF-05); 0 for Limits::backlog_batch
  std::set<std::uint64_t> unanswered;  ///< on streams with ack:1: entries of the backlog that were given and are not acknowledged
  std::set<std::uint64_t> ahead;       ///< entries beyond the cursor that were given to the stream by full JID
  std::set<std::uint64_t> passed;      ///< entries up to the cursor that were left to the session whose full JID they name
  bool passed_due = false;             ///< such a session is gone: look through them
  struct Written {
    std::uint64_t end;  ///< the octet of the connection behind which the entry ends
    std::uint64_t entry;
  };
  Queue<Written> unwritten;  ///< on streams without ack:1: entries that go when their octets have left
};

struct Session {
  Session(Connection& c, const jid::Jid& address)
      : connection(&c), full(address), bare(address.bare()), full_text(full.text()), bare_text(bare.text()) {}

  Connection* connection;  ///< nothing while the session is detached
  jid::Jid full;
  jid::Jid bare;
  std::string full_text;
  std::string bare_text;

  std::string device = "primary";        ///< of the account, by whose credential it logged in; "primary" is the phone
  std::string user_agent;                ///< the id of its client, where it logged in by SASL2 and named one (XEP-0388 section 2.3)
  bool interested = false;               ///< asked for the roster: gets pushes (RFC 6121 section 2.2)
  std::optional<xml::Element> presence;  ///< the last available presence it broadcast, with `from`; nothing while unavailable
  int priority = 0;
  std::set<std::string> directed;  ///< addresses that got available presence directly (RFC 6121 section 4.6), bare or full
  bool acks = false;               ///< ack:1 is enabled
  bool carbons = false;            ///< XEP-0280 is enabled
  bool follows_blocks = false;     ///< asked for the block list: gets pushes (XEP-0191 section 3.3)
  bool replaced = false;           ///< its resource is about to be bound by another connection
  MailboxProgress mailbox;
  std::optional<StreamManagement> management;  ///< XEP-0198 is enabled

  [[nodiscard]] const std::string& account() const { return full.local(); }
  [[nodiscard]] bool is_to_be_asked(Instant now) const { return management && management->ask_at && *management->ask_at <= now; }
  [[nodiscard]] bool is_available() const { return presence.has_value(); }
};

}  // namespace assay::server
