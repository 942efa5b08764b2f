#pragma once
// What a client's stream must know before it opens.

#include <cstdint>
#include <optional>
#include <string>

#include "reference/base/limits.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/stanza/stream_management.hpp"

namespace assay::stream {

enum class ClientTls {
  StartTls,  ///< demanded (RFC 7590 section 3.1): without it the stream ends and no credentials are sent
  Direct,    ///< TLS from the first octet (XEP-0368)
  None,      ///< plaintext, for a loopback test only: no credentials are sent in PLAIN
};

/// What an earlier login brought for this one (XEP-0484).
struct KnownToken {
  std::string mechanism;  ///< "HT-SHA-256-EXPR", ...
  crypto::Secret token;
  std::uint64_t count = 1;  ///< higher with each use
};

/// SASL authentication identity and password.
struct Login {
  std::string username;  ///< localpart
  crypto::Secret password;
  std::optional<KnownToken> token{};  ///< tried first; where it is refused the password is good still
};

struct ClientStreamConfig {
  std::string domain;
  ClientTls tls = ClientTls::StartTls;
  std::string server_name;  ///< SNI and the name in the certificate; "" = domain
  std::string resource;     ///< to ask for; "" lets the server choose
  bool allow_plain = false;
  /// Of this installation: a UUID of version 4 (XEP-0388 section 2.3). With one the client logs in by SASL2 inside TLS where it is offered.
  std::string user_agent{};
  std::optional<stanza::sm::Resume> resume{};  ///< a session to take up again; where that fails, a new one is bound
  Limits limits;
  crypto::ScramMemo* scram_memo = nullptr;  ///< not owned; may be null
};

}  // namespace assay::stream
