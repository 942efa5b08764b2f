#pragma once
// Why a client's stream ended: typed, because what the client does next depends on it.

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::stream {

enum class ClientAbort : std::uint8_t {
  ClosedByUs,          ///< close() was called
  ClosedByServer,      ///< </stream:stream> or an orderly end of the connection
  Cut,                 ///< the connection ended without a word
  Refused,             ///< nobody listens there
  TimedOut,            ///< the server did not go on with the negotiation, or answer a ping, in time
  ServerUnavailable,   ///< it says so itself: system-shutdown, reset, resource-constraint, temporary-auth-failure and their like
  TlsFailed,           ///< handshake or certificate
  TlsNotOffered,       ///< STARTTLS is demanded and the server does not offer it, or answers it with <failure/>
  OctetsBeforeTls,     ///< octets between <proceed/> and the handshake (CVE-2021-38371 and kin)
  MalformedStream,     ///< not well-formed, restricted XML, over a limit
  WrongStreamHeader,   ///< another namespace, version below 1.0, another domain in `from`
  UnexpectedElement,   ///< something that has no place in this phase
  NoMechanism,         ///< none that we would use is offered
  LoginRefused,        ///< SASL <failure/>
  TokenNotTaken,       ///< the server knows no logins by the token that was shown: one without it may go well, at once
  ServerNotAuthentic,  ///< SCRAM: wrong or missing server signature, foreign nonce
  WeakScram,           ///< SCRAM: iteration count outside 4,096 .. 1,000,000
  MalformedSasl,       ///< a challenge that does not follow the mechanism's grammar
  BindRefused,         ///< no bind feature, an error, or an address that is not ours
  Replaced,            ///< stream error: this account is logged in elsewhere or was registered again
  Unregistered,        ///< stream error: this account has ended
  StreamError,         ///< another stream error of the server
};

/// "closed-by-us", "tls-not-offered"...: as the shim and logs name it.
[[nodiscard]] std::string_view name(ClientAbort reason);

/// True if trying again later may help: the network failed or the server went away, not if somebody broke the rules or refused us.
[[nodiscard]] bool may_retry(ClientAbort reason);

}  // namespace assay::stream
