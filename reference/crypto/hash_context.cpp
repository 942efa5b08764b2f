#include "reference/crypto/hash_context.hpp"

#include <algorithm>

#include <sodium.h>

#include "reference/base/assert.hpp"

// Deprecated since OpenSSL 3.0 for the EVP interface, which costs what decision 0037 says.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace assay::crypto {

HashContext::HashContext(HashName name) : name_(name) {
  ASSAY_ASSERT((name_ == HashName::Sha1 ? SHA1_Init(&sha1_) : SHA256_Init(&sha256_)) == 1);
}

HashContext::~HashContext() { name_ == HashName::Sha1 ? sodium_memzero(&sha1_, sizeof sha1_) : sodium_memzero(&sha256_, sizeof sha256_); }

void HashContext::add(ByteView octets) {
  const int done =
      name_ == HashName::Sha1 ? SHA1_Update(&sha1_, octets.data(), octets.size()) : SHA256_Update(&sha256_, octets.data(), octets.size());
  ASSAY_ASSERT(done == 1);
}

void HashContext::add_block(const unsigned char* block) {
  name_ == HashName::Sha1 ? SHA1_Transform(&sha1_, block) : SHA256_Transform(&sha256_, block);
}

void HashContext::peek(unsigned char* out) const {
  const auto put = [&out](SHA_LONG word) {
    for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<unsigned char>(word >> shift);
  };
  if (name_ == HashName::Sha1) {
    for (const SHA_LONG word : {sha1_.h0, sha1_.h1, sha1_.h2, sha1_.h3, sha1_.h4}) put(word);
  } else {
    for (const SHA_LONG word : sha256_.h) put(word);
  }
}

void HashContext::finish(unsigned char* out) {
  ASSAY_ASSERT((name_ == HashName::Sha1 ? SHA1_Final(out, &sha1_) : SHA256_Final(out, &sha256_)) == 1);
}

HmacState::HmacState(HashName name, ByteView key) : name_(name), inner_(name), outer_(name) {
  static_assert(SHA_CBLOCK == SHA256_CBLOCK);
  std::array<char, SHA256_CBLOCK> block{};
  if (key.size() > block.size()) {
    HashContext shorter(name);
    shorter.add(key);
    shorter.finish(reinterpret_cast<unsigned char*>(block.data()));
  } else {
    std::ranges::copy(key, block.begin());
  }
  const auto begin = [&block](HashContext& context, int padding) {
    for (char& octet : block) octet = static_cast<char>(octet ^ padding);
    context.add({block.data(), block.size()});
  };
  begin(inner_, 0x36);
  begin(outer_, 0x36 ^ 0x5C);
  sodium_memzero(block.data(), block.size());
}

void HmacState::of(ByteView message, ByteView rest, unsigned char* out) const {
  HashContext inner = inner_;
  inner.add(message);
  inner.add(rest);
  inner.finish(out);
  HashContext outer = outer_;
  outer.add({reinterpret_cast<const char*>(out), digest_size(name_)});
  outer.finish(out);
}

// A digest behind the block of the key is one block of message, whose end never changes.
void HmacState::chain(unsigned char* digest, unsigned char* sum, std::uint32_t times) const {
  const std::size_t size = digest_size(name_);
  std::array<unsigned char, SHA256_CBLOCK> block{};
  std::copy_n(digest, size, block.begin());
  block[size] = 0x80;
  const std::size_t bits = 8 * (block.size() + size);
  block[block.size() - 2] = static_cast<unsigned char>(bits >> 8);
  block[block.size() - 1] = static_cast<unsigned char>(bits);
  HashContext context = inner_;
  for (std::uint32_t i = 0; i < times; ++i) {
    for (const HashContext* key : {&inner_, &outer_}) {
      context = *key;
      context.add_block(block.data());
      context.peek(block.data());
    }
    for (std::size_t j = 0; j < size; ++j) sum[j] ^= block[j];
  }
  std::copy_n(block.begin(), size, digest);
  sodium_memzero(block.data(), block.size());
}

}  // namespace assay::crypto

#pragma GCC diagnostic pop
