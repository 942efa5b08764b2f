#pragma once
// What a session with stream management (XEP-0198) remembers: how many stanzas it has handled, those that its client has not counted yet,
// and whether and how long it can outlive its connection.

#include <cstdint>
#include <optional>
#include <string>

#include "reference/base/limits.hpp"
#include "reference/base/now.hpp"
#include "reference/stream/unacknowledged.hpp"
#include "reference/xml/element.hpp"

namespace assay::server {

/// A stanza that was given to a session.
struct SentStanza {
  std::string text;                                    ///< as written in the scope of jabber:client
  std::optional<std::uint64_t> entry = std::nullopt;   ///< of the mailbox: it goes when the client counts the stanza
  std::optional<xml::Element> request = std::nullopt;  ///< another client's iq of type get or set: somebody waits for its answer
};

/// After so many stanzas the client is asked what it has handled, and after so long a rest.
inline constexpr std::size_t kAskAfter = 5;
inline constexpr Duration kAskRest = std::chrono::seconds{2};

struct StreamManagement {
  std::string id;          ///< SM-ID; "" where the session cannot be resumed
  Duration resume_time{};  ///< granted
  std::uint32_t handled = 0;
  stream::Unacknowledged<SentStanza> sent{};

  bool asked = false;             ///< <r/> is out and not answered
  std::size_t since_asked = 0;    ///< stanzas sent behind the last <r/>
  std::optional<Instant> ask_at;  ///< when to ask though few were sent
  bool overflowed = false;        ///< the session ends with this turn

  std::optional<Instant> detached_until;  ///< without connection: when the session is over
  std::uint64_t detached_number = 0;      ///< of DetachedSessions
  std::uint64_t touched_in = 0;           ///< while detached: the last turn in which something of it changed

  [[nodiscard]] bool is_resumable() const { return !id.empty(); }
  /// Whether another stanza may be remembered.
  [[nodiscard]] bool takes(std::size_t octets, const Limits& limits) const {
    return sent.size() < limits.unacknowledged_stanzas && sent.octets() + octets <= limits.unacknowledged_octets;
  }
  /// Mail fills half of it, so that presence and requests beside it do not end the session.
  [[nodiscard]] bool takes_mail(const Limits& limits) const {
    return sent.size() < limits.unacknowledged_stanzas / 2 && sent.octets() < limits.unacknowledged_octets / 2;
  }
};

}  // namespace assay::server
