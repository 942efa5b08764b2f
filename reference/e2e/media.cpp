#include "reference/e2e/media.hpp"

#include <algorithm>

#include "reference/base/assert.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::e2e {
namespace {

constexpr std::string_view kMediaLabel = "CXMPP media 1 ";
constexpr std::size_t kSealedChunkOctets = kMediaChunkOctets + crypto::kAeadTagSize;

/// Seven zero octets (the key is the file's alone), four of the index, one that marks the last.
Bytes nonce_of(const MediaChunk& chunk) {
  Bytes nonce(crypto::kAeadNonceSize, '\0');
  for (std::size_t i = 0; i < 4; ++i) nonce[7 + i] = static_cast<char>(chunk.index >> (8 * (3 - i)) & 0xFF);
  nonce[11] = chunk.last ? '\1' : '\0';
  return nonce;
}

}  // namespace

std::string_view name_of(MediaType type) {
  switch (type) {
    case MediaType::Image: return "image";
    case MediaType::Audio: return "audio";
    case MediaType::Video: return "video";
    case MediaType::Document: return "document";
    case MediaType::Thumbnail: return "thumbnail";
    case MediaType::History: return "history";
  }
  return "";
}

std::optional<MediaType> media_type(std::string_view name) {
  for (MediaType type :
       {MediaType::Image, MediaType::Audio, MediaType::Video, MediaType::Document, MediaType::Thumbnail, MediaType::History})
    if (name_of(type) == name) return type;
  return std::nullopt;
}

crypto::Secret media_key(RandomSource& random) { return crypto::random_secret(random, kMediaKeyOctets); }

MediaCipher::MediaCipher(const crypto::Secret& key, MediaType type) {
  ASSAY_ASSERT(key.size() == kMediaKeyOctets);
  file_key_ =
      crypto::Secret(crypto::hkdf_sha256(key.reveal(), {}, std::string{kMediaLabel} + std::string{name_of(type)}, crypto::kAeadKeySize));
}

Bytes MediaCipher::seal(const MediaChunk& chunk, ByteView plaintext) const {
  ASSAY_ASSERT(chunk.last ? plaintext.size() <= kMediaChunkOctets : plaintext.size() == kMediaChunkOctets);
  return crypto::aead_seal(file_key_, {nonce_of(chunk), plaintext});
}

std::optional<Bytes> MediaCipher::open(const MediaChunk& chunk, ByteView ciphertext) const {
  if (ciphertext.size() > kSealedChunkOctets || (!chunk.last && ciphertext.size() != kSealedChunkOctets)) return std::nullopt;
  return crypto::aead_open(file_key_, {nonce_of(chunk), ciphertext});
}

Bytes seal_media(const crypto::Secret& key, MediaType type, ByteView plaintext) {
  const MediaCipher cipher(key, type);
  Bytes out;
  out.reserve(sealed_media_octets(plaintext.size()));
  for (std::uint32_t index = 0;; ++index) {
    // A full chunk is the last one if nothing follows.
    const bool last = plaintext.size() <= kMediaChunkOctets;
    out += cipher.seal({index, last}, plaintext.substr(0, kMediaChunkOctets));
    if (last) return out;
    plaintext.remove_prefix(kMediaChunkOctets);
  }
}

std::optional<Bytes> open_media(const crypto::Secret& key, MediaType type, ByteView ciphertext) {
  const MediaCipher cipher(key, type);
  Bytes out;
  for (std::uint32_t index = 0;; ++index) {
    const bool last = ciphertext.size() <= kSealedChunkOctets;
    const auto chunk = cipher.open({index, last}, ciphertext.substr(0, kSealedChunkOctets));
    if (!chunk) return std::nullopt;
    out += *chunk;
    if (last) return out;
    ciphertext.remove_prefix(kSealedChunkOctets);
  }
}

std::uint64_t sealed_media_octets(std::uint64_t plaintext) {
  const std::uint64_t chunks = plaintext == 0 ? 1 : (plaintext + kMediaChunkOctets - 1) / kMediaChunkOctets;
  return plaintext + chunks * crypto::kAeadTagSize;
}

}  // namespace assay::e2e
