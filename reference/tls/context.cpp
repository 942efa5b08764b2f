#include "reference/tls/context.hpp"

#include <string_view>
#include <utility>

#include <openssl/pem.h>

#include "reference/base/assert.hpp"
#include "reference/tls/openssl_types.hpp"
#include "reference/tls/traffic_secrets.hpp"

namespace assay::tls {
namespace {

// RFC 7301 wire form: names behind a length octet each, what is liked best first.
constexpr unsigned char kStreams[] = "\x0bxmpp-client";
constexpr unsigned char kFiles[] = "\x08http/1.1";
constexpr unsigned char kEither[] = "\x0bxmpp-client\x08http/1.1";

struct Names {
  const unsigned char* octets;
  unsigned int size;
};

// They stand as long as the program runs: OpenSSL keeps a pointer to one.
const Names& names_of(Protocol protocol) {
  static constexpr Names kOfStreams{kStreams, sizeof(kStreams) - 1};
  static constexpr Names kOfFiles{kFiles, sizeof(kFiles) - 1};
  static constexpr Names kOfEither{kEither, sizeof(kEither) - 1};
  return protocol == Protocol::Streams ? kOfStreams : protocol == Protocol::Files ? kOfFiles : kOfEither;
}

int choose_alpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered, unsigned int offered_size,
                void* names) {
  const auto& known = *static_cast<const Names*>(names);
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, known.octets, known.size, offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;  // RFC 7301 section 3.2: no_application_protocol
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

// Everything that the system's openssl.cnf could change is set: a handshake must come out alike on every machine.
void set_algorithms(SSL_CTX* context, Versions versions) {
  ASSAY_ASSERT(SSL_CTX_set_min_proto_version(context, versions == Versions::Tls13 ? TLS1_3_VERSION : TLS1_2_VERSION) == 1);
  ASSAY_ASSERT(SSL_CTX_set_max_proto_version(context, versions == Versions::Tls12 ? TLS1_2_VERSION : TLS1_3_VERSION) == 1);
  ASSAY_ASSERT(SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256") == 1);
  ASSAY_ASSERT(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1);  // TLS 1.2, RFC 7525 section 4.2
  ASSAY_ASSERT(SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1);
}

void turn_off_extras(SSL_CTX* context) {
  // CLEANSE_PLAINTEXT: tokens of PLAIN do not stay in buffers that are given back.
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_CLEANSE_PLAINTEXT);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ASSAY_ASSERT(SSL_CTX_set_num_tickets(context, 0) == 1);
  // 10,000 idle connections should not hold two record buffers each.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

std::shared_ptr<SSL_CTX> new_context(const SSL_METHOD* method, Versions versions) {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(method), SSL_CTX_free);
  ASSAY_ASSERT(context != nullptr);
  set_algorithms(context.get(), versions);
  turn_off_extras(context.get());
  return context;
}

bool use_certificates(SSL_CTX* context, std::string_view pem) {
  const BioPtr reader = reader_of(pem);
  const CertificatePtr leaf(PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr));
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) return false;
  while (const CertificatePtr link{PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)}) {
    if (SSL_CTX_add1_chain_cert(context, link.get()) != 1) return false;
  }
  (void)last_error();  // "no start line": the end of the file
  return true;
}

bool use_key(SSL_CTX* context, std::string_view pem) {
  const BioPtr reader = reader_of(pem);
  const KeyPtr key(PEM_read_bio_PrivateKey(reader.get(), nullptr, nullptr, nullptr));
  return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1;
}

Result<bool, std::string> trust_pem(SSL_CTX* context, std::string_view pem) {
  const BioPtr reader = reader_of(pem);
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  std::size_t count = 0;
  while (const CertificatePtr anchor{PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)}) {
    if (X509_STORE_add_cert(store, anchor.get()) != 1) return fail("a trust anchor cannot be used: " + last_error());
    ++count;
  }
  const std::string why = last_error();
  if (count == 0) return fail("no trust anchor can be read as PEM: " + why);
  return true;
}

Result<bool, std::string> use_trust(SSL_CTX* context, const Trust& trust) {
  if (std::holds_alternative<TrustAnyone>(trust)) {
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_security_level(context, 0);  // "anyone" includes those with short keys
    return false;
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (const auto* anchors = std::get_if<TrustPem>(&trust)) return trust_pem(context, anchors->pem);
  if (SSL_CTX_set_default_verify_paths(context) != 1) return fail("the system's trust anchors cannot be loaded: " + last_error());
  return true;
}

}  // namespace

Context::Context(std::shared_ptr<ssl_ctx_st> context, TlsSide side, bool verifies)
    : context_(std::move(context)), side_(side), verifies_(verifies) {}

Result<Context, std::string> Context::server(const Identity& identity, Versions versions, Protocol protocol) {
  auto readable = identity_from_pem(identity.certificate_pem, identity.key_pem);
  if (!readable) return fail(readable.error());
  auto context = new_context(TLS_server_method(), versions);
  if (!use_certificates(context.get(), identity.certificate_pem) || !use_key(context.get(), identity.key_pem)) {
    return fail("the certificate cannot be used: " + last_error());
  }
  watch_secrets(context.get());
  SSL_CTX_set_alpn_select_cb(context.get(), choose_alpn, const_cast<Names*>(&names_of(protocol)));
  return Context(std::move(context), TlsSide::Server, false);
}

Result<Context, std::string> Context::client(const Trust& trust, Versions versions, Protocol protocol) {
  auto context = new_context(TLS_client_method(), versions);
  // Unlike the rest of OpenSSL, this one answers 0 for success.
  const Names& offered = names_of(protocol);
  ASSAY_ASSERT(SSL_CTX_set_alpn_protos(context.get(), offered.octets, offered.size) == 0);
  const auto verifies = use_trust(context.get(), trust);
  if (!verifies) return fail(verifies.error());
  return Context(std::move(context), TlsSide::Client, *verifies);
}

}  // namespace assay::tls
