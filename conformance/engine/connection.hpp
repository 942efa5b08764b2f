#pragma once
// One connection of an actor: what of it is open, its reader, and what arrived before a server actor accepted it.

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "conformance/engine/http_answer.hpp"
#include "conformance/engine/item.hpp"
#include "reference/base/machine.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::engine {

/// The judge reads what no sound endpoint would: the limits only keep it alive.
inline constexpr xml::StreamLimits kJudgeLimits{.element_octets = 16'777'216, .depth = 512, .elements = 1'000'000, .attributes = 10'000};

enum class Phase { Opening, Open, Over };

struct Connection {
  Connection(Conn id, std::string lane) : conn(id), peer_lane(std::move(lane)) {}

  Conn conn;
  std::string peer_lane;  ///< whom the ladder shows at the other end
  Phase phase = Phase::Opening;
  Instant asked_at{};       ///< when we wanted it; of accepted ones nothing
  TlsRecordReader records;  ///< instead of the reader, once it has begun
  HttpAnswerReader http;    ///< the same
  bool heard = false;       ///< something came, since TLS if there is TLS
  xml::StreamReader reader{xml::StreamPolicy::Permissive, kJudgeLimits};
  std::optional<TlsFacts> tls;
  std::string end;             ///< how it ended, for people; empty while it lasts
  bool opened_stream = false;  ///< our opening tag is out
  bool closed_stream = false;  ///< our closing tag is out
  bool peer_closed_stream = false;
  bool unproved = false;  ///< we sent something since the last fence
  bool finished = false;  ///< we send no more
  bool peer_finished = false;
  bool peer_failed = false;     ///< it sent a stream error: its closing tag and the end follow of themselves (RFC 6120 section 4.9.1.1)
  bool awaits_restart = false;  ///< as a server we said <success/>
  bool reading = true;
  bool bound = false;            ///< the server gave it a full JID
  bool acknowledges = false;     ///< durable acknowledgement (ack:1) is enabled
  bool counts_sent = false;      ///< stream management (XEP-0198): we sent <enable/>, or the session was resumed
  bool counts_received = false;  ///< the same of what comes, from <enabled/> on
  std::deque<Item> early;        ///< what came before the actor accepted it

  [[nodiscard]] bool can_send() const { return phase == Phase::Open && !finished; }
};

}  // namespace assay::conformance::engine
