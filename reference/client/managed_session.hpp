#pragma once
// A session with stream management (XEP-0198), as its client keeps it: over a stream, and while a lost one may still be resumed.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

#include "reference/jid/jid.hpp"
#include "reference/stream/unacknowledged.hpp"

namespace assay::client {

/// A stanza that the server may not have handled.
struct SentStanza {
  std::string text;     ///< as it was written
  std::string message;  ///< its id in the outbox, or ""
};

struct ManagedSession {
  explicit ManagedSession(jid::Jid full) : address(std::move(full)) {}

  std::string id;             ///< SM-ID; "" if it cannot be resumed
  jid::Jid address;           ///< full
  bool acknowledges = false;  ///< ack:1 is enabled
  std::uint32_t received = 0;
  std::uint32_t told = 0;  ///< what the server knows of it
  bool asked = false;      ///< the server waits for more than it was told
  stream::Unacknowledged<SentStanza> sent;
  /// Mailbox entries that were acknowledged (ack:1), the oldest first, where nothing shows yet that the server has read it: a stream that
  /// is lost takes acknowledgements with it, and they are no stanzas that it would count (chapter 04).
  std::deque<std::string> acknowledged;
  std::deque<std::size_t> asked_behind;  ///< how many of these stood before each <r/> that is not answered
  std::size_t unasked = 0;               ///< stanzas and acknowledgements sent behind our last <r/>
  bool message_unasked = false;  ///< one of them is a message

  [[nodiscard]] bool is_resumable() const { return !id.empty(); }
};

/// More than these the server is not trusted to count any more.
inline constexpr std::size_t kUnacknowledgedStanzas = 20'000;
/// Acknowledgements that are remembered for a resumption; of the others the server tells at the next login, by sending the entries again.
inline constexpr std::size_t kUnreadAcknowledgements = 1'000;
/// After so many stanzas and acknowledgements the server is asked for its count.
inline constexpr std::size_t kAskAfter = 10;

}  // namespace assay::client
