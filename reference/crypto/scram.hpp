#pragma once
// SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677): the computations, one set for both sides. The messages are in
// scram_messages.hpp. Passwords and usernames are taken as they are: normalisation (SASLprep or PRECIS) is the caller's.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {

/// RFC 5802 section 5.1 and RFC 7677 section 4: what a server announces at least.
inline constexpr std::uint32_t kScramIterations = 4096;
/// More than this is refused by the client's parser: a server could otherwise keep a client busy for as long as it likes.
inline constexpr std::uint32_t kScramIterationsLimit = 1'000'000;

/// What a password, a salt and an iteration count come to. A server stores `stored_key` and `server_key` with salt and iterations;
/// `client_key` is the client's alone.
struct ScramKeys {
  HashName hash = HashName::Sha256;
  Secret client_key;
  Bytes stored_key;
  Bytes server_key;

  [[nodiscard]] ScramKeys copy() const;
};

/// PBKDF2 and three HMACs: about 0.85 ms at 4,096 iterations. `iterations` >= 1.
[[nodiscard]] ScramKeys scram_keys(HashName hash, std::string_view password, ByteView salt, std::uint32_t iterations);

/// client-first-message-bare "," server-first-message "," client-final-message-without-proof
[[nodiscard]] std::string scram_auth_message(std::string_view client_first_bare, std::string_view server_first,
                                             std::string_view client_final_without_proof);

[[nodiscard]] Bytes scram_client_signature(HashName hash, ByteView stored_key, std::string_view auth_message);
/// ClientProof = ClientKey XOR ClientSignature.
[[nodiscard]] Bytes scram_client_proof(const ScramKeys& keys, std::string_view auth_message);
/// The server's side of it: recovers ClientKey from the proof and compares its hash with StoredKey, in constant time.
[[nodiscard]] bool scram_proof_is_valid(HashName hash, ByteView stored_key, std::string_view auth_message, ByteView proof);
[[nodiscard]] Bytes scram_server_signature(HashName hash, ByteView server_key, std::string_view auth_message);

/// Remembers `capacity` results of scram_keys(), of which the oldest goes first, for an owner that logs the same accounts in again and
/// again: the simulator's phones, which would spend most of a run in PBKDF2. A pure function's memo: with and without it results are equal.
/// Its index is a hash of the inputs, so no password is kept; keys are. Not for a server's own accounts: those store their keys.
class ScramMemo {
 public:
  explicit ScramMemo(std::size_t capacity = 4096) : capacity_(capacity) {}
  [[nodiscard]] ScramKeys keys(HashName hash, std::string_view password, ByteView salt, std::uint32_t iterations);
  [[nodiscard]] std::size_t computed() const { return computed_; }  ///< how often PBKDF2 did run

 private:
  std::size_t capacity_;
  std::size_t computed_ = 0;
  std::map<Bytes, ScramKeys> entries_;
  std::deque<Bytes> order_;  // indices, the oldest first
};

}  // namespace assay::crypto
