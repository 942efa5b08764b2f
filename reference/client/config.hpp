#pragma once
// What a client must be told before it can connect. Whom to trust is not here: certificates are judged by the host, below the machine.

#include <string>

#include "reference/base/limits.hpp"
#include "reference/base/machine.hpp"
#include "reference/client/contact_memory.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/stream/client_config.hpp"

namespace assay::client {

enum class KeepAlive {
  Off,         ///< for virtual time, where nothing falls silent unless told to
  Foreground,  ///< a ping every 20 to 30 s (MSG-22)
  Background,  ///< a ping every 4 to 9 min
};

/// What becomes of messages to somebody whose phone has other keys than before (ENC-18). It is told in any case.
enum class KeyPolicy {
  Warn,   ///< they go, by the new keys
  Block,  ///< they wait until the user trusts the new keys
};

struct Config {
  std::string domain;  ///< of the service: stream `to`, SNI, the certificate's name
  Endpoint server;     ///< where it listens
  stream::ClientTls tls = stream::ClientTls::StartTls;
  bool allow_plain = false;    ///< SASL PLAIN, inside TLS, if nothing stronger is offered
  bool auto_reconnect = true;  ///< after a cut, by reconnect_delay(); never after a refused login or a stream that broke the rules
  KeepAlive keep_alive = KeepAlive::Foreground;
  std::string program = "assay";  ///< what it says it is when it asks for a code
  std::string version = "0.1.0";  ///< dotted decimals
  std::string resource;  ///< asked for at bind; "" lets the server choose
  Limits limits;
  bool encrypt = false;  ///< end to end (spec chapter 07), where the server has the prekey service
  KeyPolicy changed_keys = KeyPolicy::Warn;
  ContactMemory contacts;                   ///< what an earlier run remembered
  crypto::ScramMemo* scram_memo = nullptr;  ///< outlives the client; shared by the phones of a simulation
};

/// What a client remembers at most; beyond it the oldest goes, or the command fails.
inline constexpr std::size_t kOutboxMessages = 10'000;  ///< not yet accepted: send() fails with queue-full
inline constexpr std::size_t kSeenMessages = 20'000;    ///< (sender, id) pairs for MSG-06
inline constexpr std::size_t kPendingRequests = 1'000;  ///< iq requests without an answer

}  // namespace assay::client
