#include "reference/tls/certificate.hpp"

#include <chrono>
#include <ctime>
#include <utility>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "reference/base/assert.hpp"
#include "reference/tls/openssl_types.hpp"
#include "reference/tls/random_scope.hpp"

namespace assay::tls {
namespace {

KeyPtr ed25519_key(RandomSource& random) {
  const Bytes seed = random.bytes(32);
  return KeyPtr(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char*>(seed.data()), seed.size()));
}

KeyPtr p256_key() { return KeyPtr(EVP_EC_gen("P-256")); }

void set_serial(X509* certificate, RandomSource& random) {
  // RFC 5280 section 4.1.2.2: positive, at most 20 octets.
  Bytes octets = random.bytes(16);
  octets[0] = static_cast<char>((octets[0] & 0x3F) | 0x40);
  BIGNUM* number = BN_bin2bn(reinterpret_cast<const unsigned char*>(octets.data()), static_cast<int>(octets.size()), nullptr);
  ASSAY_ASSERT(number != nullptr && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr);
  BN_free(number);
}

void set_time(ASN1_TIME* field, WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  ASSAY_ASSERT(ASN1_TIME_adj(field, static_cast<std::time_t>(seconds), 0, 0) != nullptr);
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    // The text goes through OpenSSL's configuration syntax: these would start something else there.
    ASSAY_ASSERT(name.find_first_of(",;\n\\\"$") == std::string::npos);
    text += (text.empty() ? "" : ",") + std::string(is_ip_address(name) ? "IP:" : "DNS:") + name;
  }
  return text;
}

void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_nconf_nid(nullptr, &context, kind, value.c_str());
  ASSAY_ASSERT(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

// RFC 5280 Appendix A.1: a common name has at most 64 characters. What counts is the alternative names.
void set_subject(X509* certificate, const std::string& name) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const std::string shortened = name.substr(0, 64);
  ASSAY_ASSERT(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(shortened.data()),
                                          static_cast<int>(shortened.size()), -1, 0) == 1);
  ASSAY_ASSERT(X509_set_issuer_name(certificate, subject) == 1);
}

std::string pem_of(X509* certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  ASSAY_ASSERT(PEM_write_bio_X509(out.get(), certificate) == 1);
  return text_of(out.get());
}

std::string pem_of(EVP_PKEY* key) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  ASSAY_ASSERT(PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return text_of(out.get());
}

int refuse_password(char*, int, int, void*) { return -1; }

CertificatePtr leaf_of(const Identity& identity) {
  const BioPtr reader = reader_of(identity.certificate_pem);
  CertificatePtr certificate(PEM_read_bio_X509(reader.get(), nullptr, refuse_password, nullptr));
  ASSAY_ASSERT(certificate != nullptr);
  return certificate;
}

WallTime time_of(const ASN1_TIME* field) {
  std::tm parts{};
  ASSAY_ASSERT(ASN1_TIME_to_tm(field, &parts) == 1);
  return WallTime{std::chrono::seconds{timegm(&parts)}};
}

}  // namespace

Identity self_signed(const std::vector<std::string>& names, KeyKind kind, const Validity& validity, RandomSource& random) {
  ASSAY_ASSERT(!names.empty());
  const RandomScope scope(random);
  const KeyPtr key = kind == KeyKind::Ed25519 ? ed25519_key(random) : p256_key();
  const CertificatePtr certificate(X509_new());
  ASSAY_ASSERT(key != nullptr && certificate != nullptr);

  constexpr long kVersion3 = 2;
  ASSAY_ASSERT(X509_set_version(certificate.get(), kVersion3) == 1);
  set_serial(certificate.get(), random);
  set_time(X509_getm_notBefore(certificate.get()), validity.not_before);
  set_time(X509_getm_notAfter(certificate.get()), validity.not_after);
  set_subject(certificate.get(), names.front());
  ASSAY_ASSERT(X509_set_pubkey(certificate.get(), key.get()) == 1);
  add_extension(certificate.get(), NID_subject_alt_name, alternative_names(names));
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
  ASSAY_ASSERT(X509_sign(certificate.get(), key.get(), kind == KeyKind::Ed25519 ? nullptr : EVP_sha256()) > 0);
  return {pem_of(certificate.get()), pem_of(key.get())};
}

Result<Identity, std::string> identity_from_pem(std::string_view certificate_pem, std::string_view key_pem) {
  const BioPtr certificate_reader = reader_of(certificate_pem);
  const CertificatePtr certificate(PEM_read_bio_X509(certificate_reader.get(), nullptr, refuse_password, nullptr));
  if (!certificate) return fail("the certificate cannot be read as PEM: " + last_error());
  const BioPtr key_reader = reader_of(key_pem);
  const KeyPtr key(PEM_read_bio_PrivateKey(key_reader.get(), nullptr, refuse_password, nullptr));
  if (!key) return fail("the private key cannot be read as unencrypted PEM: " + last_error());
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return fail("the private key does not belong to the certificate: " + last_error());
  }
  return Identity{std::string(certificate_pem), std::string(key_pem)};
}

Validity validity_of(const Identity& identity) {
  const CertificatePtr leaf = leaf_of(identity);
  return {time_of(X509_get0_notBefore(leaf.get())), time_of(X509_get0_notAfter(leaf.get()))};
}

bool names_match(const Identity& identity, const std::string& domain) {
  const CertificatePtr leaf = leaf_of(identity);
  return X509_check_host(leaf.get(), domain.data(), domain.size(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
}

}  // namespace assay::tls
