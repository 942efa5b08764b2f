#include "reference/tls/record_keys.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "reference/base/assert.hpp"

namespace assay::tls {
namespace {

enum class Way { Seal, Open };

struct Algorithms {
  const char* cipher;
  std::size_t key_octets;
  const EVP_MD* hash;
};

Algorithms algorithms_of(Suite suite) {
  switch (suite) {
    case Suite::Aes128GcmSha256: return {"AES-128-GCM", 16, EVP_sha256()};
    case Suite::Aes256GcmSha384: return {"AES-256-GCM", 32, EVP_sha384()};
    case Suite::ChaCha20Poly1305Sha256: return {"ChaCha20-Poly1305", 32, EVP_sha256()};
  }
  ASSAY_ASSERT(false);
}

using CipherPtr = std::unique_ptr<EVP_CIPHER, Freed<EVP_CIPHER_free>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;

// One context serves all connections of a thread: its tables take more memory than everything else that an idle connection needs, and to fill them
// anew for each record takes less time than to fetch others from memory.
EVP_CIPHER_CTX* context_of(Suite suite, Way way) {
  thread_local std::array<std::array<CipherContextPtr, 2>, 3> contexts;
  const std::size_t row = static_cast<std::size_t>(suite) - static_cast<std::size_t>(Suite::Aes128GcmSha256);
  CipherContextPtr& context = contexts.at(row).at(way == Way::Seal ? 0 : 1);
  if (!context) {
    const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, algorithms_of(suite).cipher, nullptr));
    context.reset(EVP_CIPHER_CTX_new());
    ASSAY_ASSERT(cipher != nullptr && context != nullptr);
    ASSAY_ASSERT(EVP_CipherInit_ex2(context.get(), cipher.get(), nullptr, nullptr, way == Way::Seal ? 1 : 0, nullptr) == 1);
  }
  return context.get();
}

const unsigned char* octets(ByteView view) { return reinterpret_cast<const unsigned char*>(view.data()); }
unsigned char* octets(Bytes& bytes, std::size_t at) { return reinterpret_cast<unsigned char*>(bytes.data()) + at; }

// HKDF-Expand-Label of section 7.1 without context. Nothing longer than the hash is ever wanted, so HKDF-Expand is one HMAC.
void expand(const EVP_MD* hash, const TrafficSecret& secret, std::string_view label, unsigned char* out, std::size_t size) {
  constexpr std::string_view kPrefix = "tls13 ";
  Bytes info;
  info += static_cast<char>(size >> 8U);
  info += static_cast<char>(size & 0xffU);
  info += static_cast<char>(kPrefix.size() + label.size());
  info += kPrefix;
  info += label;
  info += '\x00';  // length of the context
  info += '\x01';  // RFC 5869 section 2.3: the first block
  std::array<unsigned char, EVP_MAX_MD_SIZE> block{};
  unsigned int block_size = 0;
  ASSAY_ASSERT(HMAC(hash, secret.octets().data(), static_cast<int>(secret.octets().size()), octets(info), info.size(), block.data(),
                    &block_size) != nullptr);
  ASSAY_ASSERT(size <= block_size);
  std::copy_n(block.begin(), size, out);
  OPENSSL_cleanse(block.data(), block.size());
}

}  // namespace

std::optional<Suite> suite_of(const SSL* ssl) {
  if (SSL_version(ssl) != TLS1_3_VERSION) return std::nullopt;
  const std::uint16_t id = SSL_CIPHER_get_protocol_id(SSL_get_current_cipher(ssl));
  for (const Suite suite : {Suite::Aes128GcmSha256, Suite::Aes256GcmSha384, Suite::ChaCha20Poly1305Sha256}) {
    if (static_cast<std::uint16_t>(suite) == id) return suite;
  }
  return std::nullopt;
}

RecordKeys::RecordKeys(Suite suite, const TrafficSecret& secret) : suite_(suite), secret_(secret) { derive(); }

RecordKeys::~RecordKeys() { OPENSSL_cleanse(key_.data(), key_.size()); }

// Section 7.3.
void RecordKeys::derive() {
  const Algorithms algorithms = algorithms_of(suite_);
  expand(algorithms.hash, secret_, "key", key_.data(), algorithms.key_octets);
  expand(algorithms.hash, secret_, "iv", iv_.data(), iv_.size());
  sequence_ = 0;
}

void RecordKeys::advance() {
  std::array<char, EVP_MAX_MD_SIZE> next{};
  const std::size_t size = secret_.octets().size();
  expand(algorithms_of(suite_).hash, secret_, "traffic upd", reinterpret_cast<unsigned char*>(next.data()), size);
  secret_.set({next.data(), size});
  OPENSSL_cleanse(next.data(), next.size());
  derive();
}

// Section 5.3.
std::array<unsigned char, 12> RecordKeys::nonce() const {
  std::array<unsigned char, 12> nonce = iv_;
  for (std::size_t i = 0; i < 8; ++i) nonce[11 - i] ^= static_cast<unsigned char>(sequence_ >> 8U * i & 0xffU);
  return nonce;
}

void RecordKeys::seal(ContentType type, ByteView content, Bytes& out) {
  ASSAY_ASSERT(content.size() <= kRecordPlaintext);
  const std::size_t inner = content.size() + 1;
  const std::size_t length = inner + kRecordTag;
  const std::size_t header = out.size();
  const std::size_t body = header + kRecordHeader;
  out += '\x17';  // whatever is inside, it looks like application data of TLS 1.2
  out += "\x03\x03";
  out += static_cast<char>(length >> 8U);
  out += static_cast<char>(length & 0xffU);
  out += content;
  out += static_cast<char>(type);
  out.resize(body + length);
  EVP_CIPHER_CTX* context = context_of(suite_, Way::Seal);
  int count = 0;
  ASSAY_ASSERT(EVP_EncryptInit_ex2(context, nullptr, key_.data(), nonce().data(), nullptr) == 1);
  ASSAY_ASSERT(EVP_EncryptUpdate(context, nullptr, &count, octets(out, header), kRecordHeader) == 1);
  ASSAY_ASSERT(EVP_EncryptUpdate(context, octets(out, body), &count, octets(out, body), static_cast<int>(inner)) == 1);
  ASSAY_ASSERT(EVP_EncryptFinal_ex(context, octets(out, body + inner), &count) == 1);
  ASSAY_ASSERT(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kRecordTag, octets(out, body + inner)) == 1);
  ++sequence_;
}

bool RecordKeys::open(ByteView record, Bytes& inner) {
  if (record.size() < kRecordHeader + kRecordTag) return false;
  const ByteView sealed = record.substr(kRecordHeader, record.size() - kRecordHeader - kRecordTag);
  Bytes tag(record.substr(record.size() - kRecordTag));
  const std::size_t before = inner.size();
  inner.resize(before + sealed.size());
  EVP_CIPHER_CTX* context = context_of(suite_, Way::Open);
  int count = 0;
  ASSAY_ASSERT(EVP_DecryptInit_ex2(context, nullptr, key_.data(), nonce().data(), nullptr) == 1);
  ASSAY_ASSERT(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kRecordTag, tag.data()) == 1);
  ASSAY_ASSERT(EVP_DecryptUpdate(context, nullptr, &count, octets(record), kRecordHeader) == 1);
  ASSAY_ASSERT(EVP_DecryptUpdate(context, octets(inner, before), &count, octets(sealed), static_cast<int>(sealed.size())) == 1);
  std::array<unsigned char, kRecordTag> none{};
  if (EVP_DecryptFinal_ex(context, none.data(), &count) != 1) {
    OPENSSL_cleanse(octets(inner, before), sealed.size());
    inner.resize(before);
    return false;
  }
  ++sequence_;
  return true;
}

}  // namespace assay::tls
