#include "reference/crypto/scram.hpp"

#include <utility>

#include "reference/base/assert.hpp"

namespace assay::crypto {
namespace {

Bytes exclusive_or(Bytes a, ByteView b) {
  ASSAY_ASSERT(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<char>(a[i] ^ b[i]);
  return a;
}

// Unambiguous: the parts of variable length go in as digests.
Bytes memo_index(HashName hash, std::string_view password, ByteView salt, std::uint32_t iterations) {
  return sha256(sha256(password) + sha256(salt) + std::to_string(iterations) + (hash == HashName::Sha1 ? "/1" : "/256"));
}

}  // namespace

ScramKeys ScramKeys::copy() const { return {hash, client_key.copy(), stored_key, server_key}; }

ScramKeys scram_keys(HashName hash, std::string_view password, ByteView salt, std::uint32_t iterations) {
  // RFC 5802 section 2.2: Hi() is PBKDF2 with one block. Section 3: the keys.
  const Secret salted_password(pbkdf2(hash, password, salt, iterations, digest_size(hash)));
  ScramKeys keys;
  keys.hash = hash;
  keys.client_key = Secret(hmac(hash, salted_password.reveal(), "Client Key"));
  keys.stored_key = digest(hash, keys.client_key.reveal());
  keys.server_key = hmac(hash, salted_password.reveal(), "Server Key");
  return keys;
}

std::string scram_auth_message(std::string_view client_first_bare, std::string_view server_first,
                               std::string_view client_final_without_proof) {
  std::string message(client_first_bare);
  message.append(",").append(server_first).append(",").append(client_final_without_proof);
  return message;
}

Bytes scram_client_signature(HashName hash, ByteView stored_key, std::string_view auth_message) {
  return hmac(hash, stored_key, auth_message);
}

Bytes scram_client_proof(const ScramKeys& keys, std::string_view auth_message) {
  return exclusive_or(scram_client_signature(keys.hash, keys.stored_key, auth_message), keys.client_key.reveal());
}

bool scram_proof_is_valid(HashName hash, ByteView stored_key, std::string_view auth_message, ByteView proof) {
  if (proof.size() != digest_size(hash)) return false;
  const Secret client_key(exclusive_or(scram_client_signature(hash, stored_key, auth_message), proof));
  return constant_time_equal(digest(hash, client_key.reveal()), stored_key);
}

Bytes scram_server_signature(HashName hash, ByteView server_key, std::string_view auth_message) {
  return hmac(hash, server_key, auth_message);
}

ScramKeys ScramMemo::keys(HashName hash, std::string_view password, ByteView salt, std::uint32_t iterations) {
  const Bytes index = memo_index(hash, password, salt, iterations);
  const auto found = entries_.find(index);
  if (found != entries_.end()) return found->second.copy();
  ++computed_;
  ScramKeys computed = scram_keys(hash, password, salt, iterations);
  if (capacity_ == 0) return computed;
  if (order_.size() >= capacity_) {
    entries_.erase(order_.front());
    order_.pop_front();
  }
  order_.push_back(index);
  return entries_.emplace(index, std::move(computed)).first->second.copy();
}

}  // namespace assay::crypto
