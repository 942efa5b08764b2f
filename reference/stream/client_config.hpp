#pragma once
// What a client's stream must know before it opens.

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

/// SASL authentication identity and password.
struct Login {
  std::string username;  ///< localpart
  crypto::Secret password;
};

struct ClientStreamConfig {
  std::string domain;
  ClientTls tls = ClientTls::StartTls;
  std::string server_name;  ///< SNI and the name in the certificate; "" = domain
  std::string resource;     ///< to ask for; "" lets the server choose
  bool allow_plain = false;
  std::optional<stanza::sm::Resume> resume{};  ///< a session to take up again; where that fails, a new one is bound
  Limits limits;
  crypto::ScramMemo* scram_memo = nullptr;  ///< not owned; may be null
};

}  // namespace assay::stream
