#include "reference/tls/channel_binding.hpp"

#include <string_view>

#include "reference/base/assert.hpp"

namespace assay::tls {
namespace {

unsigned char* octets(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

bool is_tls13(const SSL* ssl) { return SSL_version(ssl) == TLS1_3_VERSION; }

bool binds_session(SSL* ssl) { return is_tls13(ssl) || SSL_get_extms_support(ssl) == 1; }

}  // namespace

Bytes exporter_binding(SSL* ssl) {
  if (!binds_session(ssl)) return {};
  constexpr std::string_view kLabel = "EXPORTER-Channel-Binding";
  Bytes out(32, '\0');
  const auto* empty_context = reinterpret_cast<const unsigned char*>("");
  constexpr int kUseContext = 1;  // RFC 9266 section 2: a zero-length context, which on TLS 1.2 differs from none
  ASSAY_ASSERT(SSL_export_keying_material(ssl, octets(out), out.size(), kLabel.data(), kLabel.size(), empty_context, 0, kUseContext) == 1);
  return out;
}

Bytes server_end_point_binding(SSL* ssl) {
  const X509* certificate = SSL_is_server(ssl) != 0 ? SSL_get_certificate(ssl) : SSL_get0_peer_certificate(ssl);
  int hash = NID_undef;
  if (certificate == nullptr || X509_get_signature_info(const_cast<X509*>(certificate), &hash, nullptr, nullptr, nullptr) != 1) return {};
  if (hash == NID_undef) return {};
  // RFC 5929 section 4.1: MD5 and SHA-1 are replaced by SHA-256.
  const EVP_MD* algorithm = hash == NID_md5 || hash == NID_sha1 ? EVP_sha256() : EVP_get_digestbynid(hash);
  if (algorithm == nullptr) return {};
  Bytes out(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  ASSAY_ASSERT(X509_digest(certificate, algorithm, octets(out), nullptr) == 1);
  return out;
}

Bytes unique_binding(SSL* ssl) {
  if (is_tls13(ssl) || !binds_session(ssl)) return {};
  // Nothing is ever resumed here, so the first Finished is always the client's (RFC 5929 section 3.1).
  Bytes out(EVP_MAX_MD_SIZE, '\0');
  const std::size_t size =
      SSL_is_server(ssl) != 0 ? SSL_get_peer_finished(ssl, out.data(), out.size()) : SSL_get_finished(ssl, out.data(), out.size());
  out.resize(size);
  return out;
}

Bytes der_of(const X509* certificate) {
  const int size = i2d_X509(certificate, nullptr);
  ASSAY_ASSERT(size > 0);
  Bytes out(static_cast<std::size_t>(size), '\0');
  unsigned char* end = octets(out);
  ASSAY_ASSERT(i2d_X509(certificate, &end) == size);
  return out;
}

}  // namespace assay::tls
