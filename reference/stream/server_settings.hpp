#pragma once
// What all server-side streams of one server share, and what a stream knows about its connection.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/limits.hpp"
#include "reference/base/machine.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/stream/token_logins.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

/// What is known about the connection that a stream runs over.
struct Facts {
  bool secured = false;
  TlsFacts tls;
  std::string username;  ///< of the login; "" before it
  std::string from;      ///< the bare address that the client has named in its stream header; "" if none
  bool bound = false;    ///< a resource is bound already when the features are told
};

/// What a server keeps of a password (RFC 5802 section 3).
struct StoredPassword {
  Bytes salt;
  std::uint32_t iterations = 4096;
  Bytes stored_key;
  Bytes server_key;
};

/// Who may log in. Asked once for each attempt.
class Credentials {
 public:
  Credentials() = default;
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;
  virtual ~Credentials() = default;
  /// For a name without account too: always the same made-up salt for it, and keys that no password has, so that an attempt takes the same
  /// steps and time.
  [[nodiscard]] virtual StoredPassword find(crypto::HashName hash, std::string_view username) = 0;
};

struct ServerSettings {
  std::string domain;
  Limits limits;
  std::vector<std::string> mechanisms;  ///< in the order of preference: SCRAM-SHA-256, SCRAM-SHA-1, PLAIN
  bool require_tls = true;
  /// Adds what the owner's features announce to <stream:features/>.
  std::function<void(const Facts&, xml::Element& features)> announce;
  /// Adds what the owner's features offer inside a login by SASL2 (XEP-0388 section 2.1).
  std::function<void(const Facts&, std::vector<xml::Element>& inlined)> announce_inline{};
  /// Who may log in by token; null: nobody, and FAST (XEP-0484) is not offered. Not owned.
  TokenLogins* tokens = nullptr;
  /// Inside TLS, each SCRAM mechanism is on offer with channel binding too ("-PLUS"), and XEP-0440 says with which types; tokens can be had
  /// for mechanisms with channel binding too.
  bool bind_logins = false;
  /// Asked as a login begins, before anything is looked at: how long its client is to stay away, or nothing (MSG-23).
  std::function<std::optional<std::chrono::seconds>()> delay_of_login{};
};

}  // namespace assay::stream
