#pragma once
// Keys of media (ENC-24; spec chapter 07, section 7): each file has a fresh key of 256 bits, which travels inside the encryption. The file
// is cut into chunks that are sealed one by one, so that it can be played while it comes: ChaCha20-Poly1305 (RFC 8439) in the STREAM
// construction (Hoang, Reyhanitabar, Rogaway, Vizar 2015): a chunk's nonce holds its place and whether it is the last, so that chunks
// cannot be reordered, repeated, dropped or cut off.

#include <cstdint>
#include <optional>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/cipher.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::e2e {

inline constexpr std::size_t kMediaKeyOctets = 32;
/// Octets of plaintext in a chunk, but for the last: small enough to play while it comes, and its tag is 0.02 % of it.
inline constexpr std::size_t kMediaChunkOctets = 65'536;

/// A key for one type is none for another: a voice note cannot be passed off as a document (domain separation).
enum class MediaType { Image, Audio, Video, Document, Thumbnail, History };
/// "image", "audio", ...
[[nodiscard]] std::string_view name_of(MediaType type);
[[nodiscard]] std::optional<MediaType> media_type(std::string_view name);

[[nodiscard]] crypto::Secret media_key(RandomSource& random);

/// Of chunk `index`: the last one may be shorter, or empty.
struct MediaChunk {
  std::uint32_t index = 0;
  bool last = false;
};

class MediaCipher {
 public:
  /// `key` has kMediaKeyOctets.
  MediaCipher(const crypto::Secret& key, MediaType type);
  [[nodiscard]] Bytes seal(const MediaChunk& chunk, ByteView plaintext) const;
  /// Nothing where the chunk is not that one of that file.
  [[nodiscard]] std::optional<Bytes> open(const MediaChunk& chunk, ByteView ciphertext) const;

 private:
  crypto::Secret file_key_;
};

/// A whole file.
[[nodiscard]] Bytes seal_media(const crypto::Secret& key, MediaType type, ByteView plaintext);
[[nodiscard]] std::optional<Bytes> open_media(const crypto::Secret& key, MediaType type, ByteView ciphertext);
/// Octets of a file of that many once sealed: what an upload is announced with.
[[nodiscard]] std::uint64_t sealed_media_octets(std::uint64_t plaintext);

}  // namespace assay::e2e
