#pragma once
// What the handshakes of one side have in common: who we are, whom we trust, which versions we speak. Cheap to copy; immutable.

#include <memory>
#include <string>
#include <variant>

#include "reference/base/machine.hpp"
#include "reference/base/result.hpp"
#include "reference/tls/certificate.hpp"

struct ssl_ctx_st;

namespace assay::tls {

/// The certificates in `pem` are trust anchors, and no others.
struct TrustPem {
  std::string pem;
};
/// What the operating system trusts.
struct TrustSystem {};
/// Any certificate, any name, any time: for a judge, who must reach a target before it can blame it.
struct TrustAnyone {};
using Trust = std::variant<TrustPem, TrustSystem, TrustAnyone>;

enum class Versions { Tls12And13, Tls12, Tls13 };

/// What is spoken inside: clients offer its name in ALPN, and servers choose it when offered. A client that offers other protocols only is
/// refused with no_application_protocol (RFC 7301 section 3.2), one that offers none is not.
enum class Protocol {
  Streams,  ///< xmpp-client (XEP-0368)
  Files,    ///< http/1.1
  Either,   ///< of those who play all parts
};

/// No session tickets, resumption, renegotiation or compression.
class Context {
 public:
  [[nodiscard]] static Result<Context, std::string> server(const Identity& identity, Versions versions = Versions::Tls12And13,
                                                           Protocol protocol = Protocol::Streams);
  [[nodiscard]] static Result<Context, std::string> client(const Trust& trust, Versions versions = Versions::Tls12And13,
                                                           Protocol protocol = Protocol::Streams);

  [[nodiscard]] TlsSide side() const { return side_; }

 private:
  friend class Session;
  Context(std::shared_ptr<ssl_ctx_st> context, TlsSide side, bool verifies);

  std::shared_ptr<ssl_ctx_st> context_;
  TlsSide side_;
  bool verifies_;
};

}  // namespace assay::tls
