#pragma once
// Putting a message into the mailboxes of an account's devices, and with it on the way to their sessions. What must not be lost is
// delivered by this alone.

#include <cstdint>
#include <string>

#include "reference/server/context.hpp"
#include "reference/server/mailbox.hpp"

namespace assay::server {

enum class Posting {
  ForReal,
  ForShow,  ///< nothing is kept or given to anybody; the answer is as if
};

/// `to` is an address of an account here: a bare one means every device of it, a full one the device of that session, or the phone if there
/// is none. Each entry is marked with its stanza-id. False if the mailbox of the phone is full; then nobody gets it. A companion whose
/// mailbox is full misses the message, and is told so when it logs in (OFF-13, OFF-19).
[[nodiscard]] bool post(const Context& context, const xml::Element& message, const jid::Jid& to, WallTime stamp,
                        Posting posting = Posting::ForReal);

/// A message to many accounts (a group, a broadcast): what they get is the same but for `to`, the stanza-id and the delay, so its text is
/// kept once for all mailboxes. Lives within one turn.
class SharedMessage {
 public:
  /// `message` has neither `to` nor stanza-id.
  explicit SharedMessage(const xml::Element& message);

 private:
  friend bool post(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp, Posting posting);
  friend void post_to_each(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp, std::string own);
  /// Points an entry of a mailbox to it. It is written for the first of them.
  void keep(const Context& context, MailboxEntry& entry);
  std::string text_;
  std::uint64_t payload_ = 0;  // once it is kept
};

/// The same for one recipient of such a message: `to`, a bare address, becomes its `to`.
[[nodiscard]] bool post(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp,
                        Posting posting = Posting::ForReal);

/// What nobody is refused for, as of a group or of the server itself: each device of `to`, a bare address of an account here, gets it that
/// has room, and one that has not is told so when it logs in (OFF-13, OFF-19).
void post_to_each(const Context& context, const xml::Element& message, const jid::Jid& to, WallTime stamp);
/// `own`: children of the message that `to` alone gets, as written in the scope of jabber:client.
void post_to_each(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp, std::string own = {});

/// A message that says how something is: of each `kind` the latest alone waits in a mailbox, and what it takes the place of is gone
/// (OFF-11). `to` is a bare address.
[[nodiscard]] bool post_state(const Context& context, const xml::Element& message, const jid::Jid& to, WallTime stamp,
                              const std::string& kind);

/// MSG-24: what the session sent, and the server took, appears on the other devices of its account: through their mailboxes, as a copy of
/// XEP-0280. `message` is as it was sent, with `from` and `to`. A device that the message itself reaches gets none, nor does one whose
/// mailbox is full: that one is marked.
void post_sent_copies(const Context& context, const Session& sender, const xml::Element& message, const jid::Jid& to, WallTime stamp);

/// To one device alone. False if its mailbox is full: then it is marked. `message` says its own `to`.
bool post_to_device(const Context& context, const xml::Element& message, const std::string& account, const std::string& device,
                    WallTime stamp);

}  // namespace assay::server
