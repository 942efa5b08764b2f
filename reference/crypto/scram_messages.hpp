#pragma once
// SCRAM's four messages and the GS2 header (RFC 5802 sections 5.1 and 7; RFC 5801 section 4), parsed strictly and written. They are the
// octets inside the SASL elements, after base64.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/base/result.hpp"

namespace assay::crypto {

/// Why a message was refused, in the words of SASL conditions (RFC 6120 section 6.5).
struct ScramFault {
  enum class Code {
    MalformedRequest,  ///< the grammar is violated, or a mandatory extension ("m=") is unknown
    NotAuthorized,     ///< well-formed, but not what this exchange needs: another nonce, other channel binding
    InvalidEncoding,   ///< not UTF-8, or not base64
  };
  Code code = Code::MalformedRequest;
  std::string text;  ///< English, for logs; holds no secret

  friend bool operator==(const ScramFault&, const ScramFault&) = default;
};

/// "malformed-request", "not-authorized", "incorrect-encoding" (RFC 6120 section 6.5).
[[nodiscard]] std::string_view sasl_condition(ScramFault::Code code);

/// A longer message is refused unread.
inline constexpr std::size_t kScramMessageOctets = 4096;

/// saslname: "," becomes "=2C", "=" becomes "=3D".
[[nodiscard]] std::string write_saslname(std::string_view name);
/// Nothing for an empty name, a bare ",", or a "=" that starts neither escape.
[[nodiscard]] std::optional<std::string> parse_saslname(std::string_view text);

enum class ChannelBindingUse {
  NotSupported,  ///< "n": the client cannot
  NotOffered,    ///< "y": the client can but believes that the server cannot; with a -PLUS mechanism offered this is an attack
  Used,          ///< "p=name"
};

struct Gs2Header {
  ChannelBindingUse use = ChannelBindingUse::NotSupported;
  std::string binding;  ///< "tls-exporter", "tls-server-end-point", "tls-unique"; only with Used
  std::string authzid;  ///< unescaped; empty if absent

  [[nodiscard]] std::string write() const;  ///< "n,,", "p=tls-exporter,a=someone,"
  friend bool operator==(const Gs2Header&, const Gs2Header&) = default;
};

struct ScramClientFirst {
  Gs2Header gs2;
  std::string username;  ///< unescaped
  std::string nonce;

  [[nodiscard]] std::string bare() const;   ///< client-first-message-bare: "n=user,r=nonce"
  [[nodiscard]] std::string write() const;  ///< gs2-header and bare
};
/// What was parsed, and the two pieces of its text that later messages are computed over: they must be used as they came.
struct ParsedClientFirst {
  ScramClientFirst message;
  std::string gs2_text;  ///< as received: "n,,"
  std::string bare;      ///< as received
};
[[nodiscard]] Result<ParsedClientFirst, ScramFault> parse_client_first(std::string_view text);

struct ScramServerFirst {
  std::string nonce;  ///< the client's, then the server's part
  Bytes salt;
  std::uint32_t iterations = 0;

  [[nodiscard]] std::string write() const;
};
/// NotAuthorized if the nonce does not continue `client_nonce` or the iterations exceed kScramIterationsLimit. The lowest count that is
/// acceptable is the caller's policy.
[[nodiscard]] Result<ScramServerFirst, ScramFault> parse_server_first(std::string_view text, std::string_view client_nonce);

struct ScramClientFinal {
  Bytes channel_binding;  ///< the GS2 header as sent, then the channel binding octets ("c=" decoded)
  std::string nonce;
  Bytes proof;

  [[nodiscard]] std::string without_proof() const;
  [[nodiscard]] std::string write() const;
};
struct ParsedClientFinal {
  ScramClientFinal message;
  std::string without_proof;  ///< as received
};
/// What the server expects in "c=" and "r=".
struct ScramExpectation {
  std::string gs2_text;   ///< ParsedClientFirst::gs2_text
  Bytes channel_binding;  ///< the octets of the binding that the client named; empty unless Used
  std::string nonce;      ///< the whole nonce of server-first
};
[[nodiscard]] Result<ParsedClientFinal, ScramFault> parse_client_final(std::string_view text, const ScramExpectation& expected);

struct ScramServerFinal {
  Bytes signature;    ///< "v="; empty if there is an error
  std::string error;  ///< "e=": RFC 5802 section 7 server-error-value; empty on success

  [[nodiscard]] std::string write() const;
};
[[nodiscard]] Result<ScramServerFinal, ScramFault> parse_server_final(std::string_view text);

}  // namespace assay::crypto
