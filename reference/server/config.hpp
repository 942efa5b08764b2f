#pragma once
// What an operator decides about a server.

#include <cstdint>
#include <string>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/limits.hpp"
#include "reference/crypto/password_hash.hpp"

namespace assay::server {

/// Whether a registration's signature covers the TLS connection that it came over (spec chapter 02).
enum class ChannelBinding {
  Off,       ///< not announced; a signature with one is refused
  Optional,  ///< the device decides
  Required,  ///< a signature without one is refused
};

/// What becomes of waiting messages when a number is registered by another device's key.
enum class QueuedMail {
  Keep,    ///< the new device gets them
  Bounce,  ///< their senders get them back
};

/// The oldest version of a program that still gets codes.
struct MinimumClient {
  std::string name;
  std::string version;  ///< dotted decimals
};

/// Whether phones have to encrypt what they send (spec chapter 07, ENC-01).
enum class EndToEnd {
  Optional,  ///< the sender decides
  Required,  ///< a message with a clear body is refused
};

struct Config {
  std::string domain = "localhost";
  Limits limits;
  ChannelBinding channel_binding = ChannelBinding::Optional;
  /// Offered in this order; PLAIN only inside TLS, whatever stands here.
  std::vector<std::string> mechanisms = {"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"};
  /// Names of listeners (Opened::listener). Inside TLS, their connections get SCRAM with channel binding too ("-PLUS") and are told the
  /// types (XEP-0440). A client that could bind but was offered no way to is refused there: something stands in between, as a proxy that
  /// ends TLS does, and a listener behind one must not be named. None by default, because some clients choose -PLUS with tls-unique without
  /// having it.
  std::vector<std::string> login_binding_listeners;
  /// False lets clients log in on a connection without TLS, as tests and the simulator's fast mode do. STARTTLS stays on offer.
  bool require_tls = true;
  /// Announced by SCRAM. The default is RFC 5802's minimum, which suffices: a registration token has 256 random bits.
  std::uint32_t scram_iterations = 4096;
  /// At least 16 octets, kept outside the database: codes at rest, the salts of unknown accounts and the tokens of fast logins are keyed
  /// with it. Where it is empty the server draws one, and codes that are under way and tokens do not survive its restart.
  Bytes secret;
  /// Of one PIN. PINs are short and chosen by people: only what a guess costs stands between a stolen database *and* its secret and the
  /// accounts. The simulator, where nobody steals, makes it cheap; a stored PIN keeps the cost that it was stored with.
  crypto::Argon2Cost pin_cost;
  QueuedMail queued_mail = QueuedMail::Keep;
  EndToEnd end_to_end = EndToEnd::Optional;
  /// Where files are put and fetched, without a slash at its end ("https://media.example:8443"). Empty: there is no media host.
  std::string media_url;
  std::vector<MinimumClient> minimum_clients;
  /// How the providers bring codes to people, in the words of chapter 02: "sms", "voice".
  std::vector<std::string> code_methods = {"sms", "voice"};
  /// Prefixes of E.164 digits ("1999") whose numbers count as valid though no numbering plan has them (REG-25a). Never in production.
  std::vector<std::string> test_numbers;
  /// Their code, which is sent to nobody. Where it is empty they get codes as others do.
  std::string test_code;
  /// Prefixes of digits to which nobody brings codes: `no-route`.
  std::vector<std::string> unreachable_numbers;
};

}  // namespace assay::server
