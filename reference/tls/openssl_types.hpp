#pragma once
// Owning pointers to OpenSSL's objects, and its errors as text. Of this room alone.

#include <memory>
#include <string>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace assay::tls {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using BioPtr = std::unique_ptr<BIO, Freed<BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using SslPtr = std::unique_ptr<SSL, Freed<SSL_free>>;

/// A memory BIO over `text`, which must outlive it.
[[nodiscard]] BioPtr reader_of(std::string_view text);
/// What was written to a memory BIO.
[[nodiscard]] std::string text_of(BIO* bio);
/// OpenSSL's word for its last error ("wrong version number"); empties its queue.
[[nodiscard]] std::string last_error();

/// An IPv4 or IPv6 literal, without brackets.
[[nodiscard]] bool is_ip_address(const std::string& name);

}  // namespace assay::tls
